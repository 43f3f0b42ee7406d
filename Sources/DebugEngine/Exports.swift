// The debugger takes a model's profile. A room that imports the debugger has the profile's types too.
@_exported import RunPlans
