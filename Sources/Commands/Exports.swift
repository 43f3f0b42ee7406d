// Results contain the debugger's frames, values and stops, so a front end that imports Commands sees these types too.
@_exported import DebugEngine
