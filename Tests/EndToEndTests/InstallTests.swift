import Foundation
import Testing

/// The version text, the manual page, and installing and uninstalling the program.
struct InstallTests {
  @Test func theVersionDescribesTheBuild() throws {
    let program = try Program.run(["--version"])
    #expect(program.status == 0)
    #expect(
      program.output.wholeMatch(of: /fwdb \d+\.\d+\.\d+ \(\w+ \w+, OpenBLAS [\d.]+ for \w+\)\n/) != nil,
      "\(program.output)")
  }

  @Test func theManualPageHasEveryOption() throws {
    let page = try Program.run(["manual-page"])
    #expect(page.status == 0)
    #expect(page.output.hasPrefix(".TH FWDB 1 "))
    for command in ["", "run", "tree", "weights", "debug", "new-checkpoint"] {
      let help = try Program.run(["help", command].filter { !$0.isEmpty }).output
      for option in help.matches(of: /--[a-z][-a-z]+/).map({ String($0.output) }) {
        let escaped = option.replacing("-", with: "\\-")
        #expect(page.output.contains(escaped), "\(command) \(option)")
      }
    }
    #expect(!page.output.contains("manual\\-page"), "only scripts/install calls it")
  }

  @Test func anInstalledProgramWorksAndCanBeUninstalled() throws {
    try withTemporaryFolder { folder in
      func install(_ arguments: String) throws -> String {
        try output(
          of: "/bin/sh",
          [
            "-c", "FWDB=$1 DESTDIR=$2 \"$3/scripts/install\" \(arguments) 2>&1; echo status $?", "sh",
            Program.executable, folder, Program.root,
          ])
      }
      #expect(try install("/usr") == "status 0\n")
      let parts = [
        "bin/fwdb", "share/man/man1/fwdb.1.gz", "share/bash-completion/completions/fwdb",
        "share/zsh/vendor-completions/_fwdb",
        "share/fish/vendor_completions.d/fwdb.fish", "share/doc/fwdb/README.md", "share/doc/fwdb/docs/security.md",
        "share/doc/fwdb/examples/spoken-digits/checkpoints/avg_1.pdparams",
      ]
      for part in parts { #expect(FileManager.default.fileExists(atPath: "\(folder)/usr/\(part)"), "\(part)") }
      let said = try output(
        of: "/bin/sh",
        [
          "-c",
          "cd /; e=$1/usr/share/doc/fwdb/examples/spoken-digits; \"$1/usr/bin/fwdb\" run $e --audio $e/recordings/dhd_2934z.wav",
          "sh", folder,
        ])
      #expect(said.contains("text: two nine three four zero"), "\(said)")
      #expect(try install("--uninstall /usr").hasSuffix("status 0\n"))
      let left = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter {
        $0.contains("fwdb")
      }
      #expect(left == [])
      #expect(try install("here").contains("absolute path"))
    }
  }
}
