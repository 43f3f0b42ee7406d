// Debugger.init takes a ModelProfile, so importing DebugEngine also imports the profile types.
@_exported import RunPlans
