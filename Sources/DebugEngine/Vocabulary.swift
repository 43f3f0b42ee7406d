import ListingRuntime
import ListingSyntax
import Tensors

// What front ends handle without knowing the rooms behind the debugger.

/// Why a listing, or an expression at the prompt, could not go on.
public typealias ListingError = ListingRuntime.ListingError
/// One file of a listing.
public typealias SourceFile = ListingSyntax.SourceFile
public typealias SourceRange = ListingSyntax.SourceRange
/// One module of a model and its path.
public typealias ModuleNode = ListingRuntime.ModuleNode
/// What an assignment gave a value to.
public typealias Assignment = ListingRuntime.Machine.Assignment
public typealias DType = Tensors.DType
/// One element of a tensor.
public typealias Scalar = Tensors.Scalar
/// Counts, range, mean and deviation of a tensor.
public typealias TensorSummary = Tensors.TensorSummary
public typealias Histogram = Tensors.Histogram
public typealias PooledGrid = Tensors.PooledGrid
/// The flag that stops the tensor operation under way.
public typealias Cancellation = Tensors.Cancellation
