import Launch
import LineFrontEnd

extension PreparedPass {
  /// The file that keeps the breakpoints of this model in this listing.
  var savedBreakpoints: SavedBreakpointsFile {
    SavedBreakpointsFile(model: identity.model, listing: identity.listing)
  }
}
