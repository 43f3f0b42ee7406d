import ListingRuntime
import ListingSyntax
import Tensors

// Names for types of other Swift modules, so that a front end needs to import only DebugEngine.

/// An error that stopped the listing or the user's expression: kind, message and position.
public typealias ListingError = ListingRuntime.ListingError
/// An error that the listing caught: its text, and the position where the listing raised it.
public typealias CaughtError = ListingRuntime.CaughtError
/// A file of a listing: name and text.
public typealias SourceFile = ListingSyntax.SourceFile
public typealias SourceRange = ListingSyntax.SourceRange
/// A module of the model, with its module path.
public typealias ModuleNode = ListingRuntime.ModuleNode
/// A variable or attribute that an assignment changed.
public typealias Assignment = ListingRuntime.Machine.Assignment
public typealias DType = Tensors.DType
/// An element of a tensor.
public typealias Scalar = Tensors.Scalar
/// Counts, range, mean and standard deviation of a tensor.
public typealias TensorSummary = Tensors.TensorSummary
public typealias Histogram = Tensors.Histogram
public typealias PooledGrid = Tensors.PooledGrid
/// A flag that interrupts a running tensor operation.
public typealias Cancellation = Tensors.Cancellation
