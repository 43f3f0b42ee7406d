import Foundation
import Testing

/// The promises of docs/security.md, tested with the built program.
struct SecurityTests {
  #if os(Linux)
    /// The program imports no function of the C library or of Foundation that starts a program or opens a network
    /// connection. The test compares whole names of C functions, so a longer name such as `execute` is allowed.
    @Test(.disabled(if: Program.hasShadowMemory, "the sanitizer imports such functions"))
    func theProgramImportsNothingThatStartsProgramsOrReachesNetworks() throws {
      let symbols = try output(of: "nm", ["-D", "--undefined-only", Program.executable])
      try #require(symbols.contains("cblas_sgemm"), "there is nm, and it tells what the program imports")
      let refused: Set = [
        "system", "popen", "fork", "vfork", "execl", "execle", "execlp", "execv", "execve", "execvp", "execvpe",
        "fexecve",
        "posix_spawn", "posix_spawnp", "clone", "ptrace", "socket", "socketpair", "connect", "bind", "listen", "accept",
        "send", "sendto", "sendmsg", "recv", "recvfrom", "recvmsg", "getaddrinfo", "gethostbyname", "dlopen", "wordexp",
      ]
      let ofFoundation = ["10Foundation7Process", "URLSession", "10Foundation6Socket", "FoundationNetworking"]
      for line in symbols.split(separator: "\n") {
        guard let name = line.split(separator: " ").last?.split(separator: "@").first else { continue }
        #expect(!refused.contains(String(name)), "\(name)")
        for part in ofFoundation { #expect(!name.contains(part), "\(name)") }
      }
    }

    /// Before the program opens a file, it asks the system to forbid starting programs and opening sockets. The system
    /// then refuses both until the program ends.
    @Test(.disabled(if: Program.hasShadowMemory, "the sanitizer starts a program to describe an error"))
    func theProgramHasGivenUpStartingProgramsAndOpeningSockets() throws {
      let said = try run(
        """
        mkfifo in; touch out
        "$FWDB" debug $MODEL < in > out 2>&1 & exec 3> in
        until grep -q encoder.py:71 out; do kill -0 $! || break; sleep 0.02; done
        cat /proc/$!/status
        exec 3>&-; wait $!
        """)
      #expect(said.contains("NoNewPrivs:\t1") && said.contains("Seccomp:\t2"), "\(said)")
    }
  #endif

  /// In Python, these expressions reach files, processes and interpreter internals. In a listing, none of these names
  /// exists.
  @Test func aListingReachesNothingButTensors() throws {
    let expressions = [
      "open('OWNED', 'w')", "eval('1')", "exec('x = 1')", "compile('1', 'a', 'exec')",
      "__import__('os').system('touch OWNED')",
      "__builtins__", "input()", "breakpoint()", "getattr(print, '__globals__')",
      "().__class__.__base__.__subclasses__()", "(lambda: 0).__globals__", "print.__self__",
      "model.__reduce__()", "getattr(model, '__init__').__globals__",
    ]
    let said = try run(
      "fwdb debug $MODEL " + expressions.map { "-ex \"print \($0)\"" }.joined(separator: " ") + "; echo; echo ls:; ls")
    #expect(said.hasSuffix("\nls:\n"), "no file is there: \(said)")
    let answers = said.components(separatedBy: "(fwdb) ").dropFirst()
    #expect(answers.count == expressions.count, "\(said)")
    for answer in answers { #expect(answer.contains("Error: "), "\(answer)") }
  }

  /// Training code imports these modules, so a listing can import them as stubs. The functions of a stub do nothing.
  @Test func modulesThatReachOutDoNothing() throws {
    let said = try run(
      """
      cp -r "$ROOT/Sources/Models/Listings/paddlespeech" l
      cp "$ROOT"/Sources/Models/Listings/paddlespeech@1.0/*.py l
      cat - l/u2.py > u2.py <<'END'
      import os, subprocess, socket, ctypes, shutil, sys, urllib.request
      import numpy as np
      import paddle
      os.system("touch OWNED")
      subprocess.run(["touch", "OWNED"])
      np.save("OWNED", 1)
      paddle.save({}, "OWNED")
      END
      mv u2.py l/u2.py
      fwdb run $MODEL --listing l --random 60x80; ls OWN*
      """)
    #expect(said.contains("ids:"), "\(said)")
    #expect(!said.contains("OWNED\n"), "\(said)")
  }

  @Test(arguments: [
    // fwdb reads a listing only from the listing's folder: it refuses links and imports that lead out of the folder.
    (
      "mkdir l; echo 'import more' > l/u2.py; ln -s /etc/passwd l/more.py; fwdb run $MODEL --listing l",
      "l/more.py: is a link that leads out of the listing's folder, to /etc/passwd"
    ),
    (
      "mkdir -p a/l; echo 'class U2Model: pass' > etc.py; echo 'from ...etc import U2Model' > a/l/u2.py; "
        + "fwdb run $MODEL --listing a/l", "...etc.U2Model is not part of fwdb"
    ),
    ("cp -r $MODEL m; echo 'listing: /' > m/fwdb.yaml; fwdb run m", "the listing / cannot run"),
    // A pickle is read as data: its calls are not run.
    ("printf 'cos\\nsystem\\n(S\"touch OWNED\"\\ntR.' > w.pdparams; fwdb weights w.pdparams; ls", "w.pdparams"),
    // Writing replaces the link by a new file. The link's target does not change.
    ("echo mine > other; ln -s other x.npy; fwdb debug $MODEL -ex 'export xs x.npy' > out; cat other; ls -l", "mine\n"),
    // YAML tags do not create Python objects.
    (
      "sed 's/^encoder:.*/encoder: !!python\\/object\\/apply:os.system [touch OWNED]/' $MODEL/conf/conformer.yaml > c; "
        + "fwdb run $MODEL --config c; ls; echo done", "done"
    ),
  ])
  func filesCannotMakeTheProgramAct(_ shell: String, _ words: String) throws {
    let said = try run(shell)
    #expect(said.contains(words), "\(said)")
    #expect(!said.contains("\nOWNED\n") && !said.contains("root:"), "\(said)")
  }

  /// The printed text contains no control characters from files.
  @Test func textFromFilesCannotControlTheTerminal() throws {
    let said = try run(
      """
      fwdb debug $MODEL -ex "print '\\\\x1b]52;c;aGk=\\\\x07'" -ex "echo $(printf '\\033[31m\\302\\233')" \
        -ex "$(printf 'nonsense\\007')"
      """)
    #expect(said.contains("␛[31m") && said.contains("nonsense␇"), "\(said)")
    #expect(!said.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
  }

  private func run(_ shell: String) throws -> String { try withTemporaryFolder { try Program.shell(shell, in: $0) } }
}
