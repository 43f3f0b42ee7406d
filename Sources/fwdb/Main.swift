@main struct Fwdb { static func main() {} }
