import Launch
import LineFrontEnd

extension PreparedPass {
  /// The file with the saved breakpoints for this model and listing.
  var savedBreakpoints: SavedBreakpointsFile {
    SavedBreakpointsFile(model: identity.model, listing: identity.listing)
  }
}
