// Front ends speak of frames, values and stops, which are the debugger's: who imports the commands has these too.
@_exported import DebugEngine
