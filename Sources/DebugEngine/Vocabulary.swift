import ListingRuntime
import ListingSyntax
import Tensors

// The types of other rooms that front ends use.

/// Why a listing, or the user's expression, could not continue.
public typealias ListingError = ListingRuntime.ListingError
/// One file of a listing.
public typealias SourceFile = ListingSyntax.SourceFile
public typealias SourceRange = ListingSyntax.SourceRange
/// A module of a model and its path.
public typealias ModuleNode = ListingRuntime.ModuleNode
/// A variable or attribute that an assignment changed.
public typealias Assignment = ListingRuntime.Machine.Assignment
public typealias DType = Tensors.DType
/// One element of a tensor.
public typealias Scalar = Tensors.Scalar
/// Counts, range, mean and deviation of a tensor.
public typealias TensorSummary = Tensors.TensorSummary
public typealias Histogram = Tensors.Histogram
public typealias PooledGrid = Tensors.PooledGrid
/// The flag that interrupts a running tensor operation.
public typealias Cancellation = Tensors.Cancellation
