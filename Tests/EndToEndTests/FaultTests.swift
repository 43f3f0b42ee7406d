import Checkpoints
import Foundation
import Tensors
import Testing

/// A fault in the program's environment, and the expected output and exit status. Each case is a shell command that
/// runs in its own folder.
///
/// In the command, `fwdb` is the program, `$MODEL` the example's folder, `$AUDIO` the example's recording, and `$ROOT`
/// the package's folder.
struct Fault: CustomTestStringConvertible, Sendable {
  let name: String
  let shell: String
  let status: Int32
  /// Texts that the output (with standard error) must contain.
  let says: [String]
  /// The names of the files that exist afterwards; nil if they are not checked. No incomplete file may remain.
  var leaves: Set<String>?
  /// Whether the case takes long. A slow case runs only if `FWDB_SLOW_TESTS` is set.
  var isSlow = false

  init(
    _ name: String, _ shell: String, _ status: Int32, _ says: String..., leaves: Set<String>? = nil,
    isSlow: Bool = false
  ) {
    (self.name, self.shell, self.status, self.says) = (name, shell, status, says)
    (self.leaves, self.isSlow) = (leaves, isSlow)
  }

  var testDescription: String { name }

  // These cases limit the size of a file to half a megabyte. With a smaller limit, the thread sanitizer cannot start.
  static let disk = [
    Fault(
      "disk full while exporting, the old file stays",
      "echo before > x.npy; ulimit -f 1024; fwdb debug $MODEL --batch -ex 'export randn(1000,1000) x.npy'; s=$?; cat x.npy; "
        + "exit $s", 1,
      "x.npy: cannot be written: File too large", "before", leaves: ["x.npy"]),
    Fault(
      "disk full while tracing to safetensors", "ulimit -f 1024; fwdb run $MODEL --trace x.safetensors", 1,
      "Error: x.safetensors: cannot be written: File too large", leaves: []),
    Fault(
      "disk full while tracing to npz", "ulimit -f 1024; fwdb run $MODEL --trace x.npz", 1,
      "Error: x.npz: cannot be written: File too large", leaves: []),
    Fault(
      "disk full while tracing to JSON",
      "ulimit -f 1024; fwdb run $ROOT/Tests/Fixtures/paddlespeech/chunk4_left2 --listing paddlespeech --random 300x20 "
        + "--chunk 4 --left-chunks 2 --stream --trace x.json", 1,
      "Error: x.json: cannot be written: File too large", leaves: []),
    Fault(
      "disk full for what is printed", "fwdb tree $MODEL > /dev/full", 1,
      "Error: the output could not be written: No space left on device"),
    Fault("no standard streams at all", "fwdb run $MODEL --random 100x80 <&- >&- 2>&-; test $? = 1", 0),
    Fault("nowhere to print", "fwdb tree $MODEL >&-", 1, "Error: the output could not be written"),
    Fault(
      "a trace that gets the descriptor of a closed output",
      "fwdb run $MODEL --trace x.json >&-; s=$?; head -c 1 x.json; exit $s",
      1, "{"),
    Fault(
      "nothing to read commands from", "fwdb debug $MODEL <&-", 0, "BaseEncoder.forward (encoder) at encoder.py:71"),
    Fault(
      "a folder that cannot be written to: export", "fwdb debug $MODEL --batch -ex 'export xs /proc/x.npy'", 1,
      "/proc/x.npy: cannot be written: No such file or directory"),
    Fault(
      "a folder that cannot be written to: trace", "fwdb run $MODEL --trace /proc/x.npz", 1,
      "/proc/x.npz: cannot be written: No such file or directory"),
    Fault(
      "a folder that cannot be written to: breakpoints",
      "XDG_STATE_HOME=/proc/x fwdb debug $MODEL --saved-breakpoints -ex 'break 76'", 0, "Breakpoint 1 at encoder.py:76",
      "note: breakpoints are not saved for the next session: /proc/x/fwdb/breakpoints cannot be made"),
    Fault(
      "a folder that cannot be written to: the model's own",
      "cp -r $MODEL m; chmod -R a-w m; fwdb run m --audio $AUDIO; s=$?; chmod -R u+w m; exit $s", 0,
      "text: two nine three four zero"),
  ]

  static let files = [
    Fault("a config that is a folder", "mkdir c; fwdb run $MODEL --config c", 1, "Error: c: is not a regular file"),
    Fault("a config that is a pipe", "mkfifo c; fwdb run $MODEL --config c", 1, "Error: c: is not a regular file"),
    Fault(
      "a config without an end", "ln -s /dev/zero c; fwdb run $MODEL --config c", 1, "Error: c: is not a regular file"),
    Fault(
      "a config that links to itself", "ln -s c c; fwdb run $MODEL --config c", 1,
      "Error: c: cannot be read: Too many levels of symbolic links"),
    Fault(
      "a config that may not be read", "[ $(id -u) != 0 ] || exit 77; touch c; chmod 0 c; fwdb run $MODEL --config c",
      1,
      "Error: c: cannot be read: Permission denied"),
    Fault(
      "a config of bytes", "head -c 1000 $MODEL/checkpoints/avg_1.pdparams > c; fwdb run $MODEL --config c", 1,
      "Error: c: is not UTF-8 text"),
    Fault(
      "a config that unfolds without end",
      "printf 'a: &a [x,x,x,x,x,x,x,x,x,x]\\n' > c; for i in a:b b:c c:d d:e e:f f:g; do o=${i%:*}; "
        + "printf '%s: &%s [*%s,*%s,*%s,*%s,*%s,*%s,*%s,*%s,*%s,*%s]\\n' ${i#*:} ${i#*:} $o $o $o $o $o $o $o $o $o $o >> c; "
        + "done; fwdb run $MODEL --config c", 1, "Error: c: is nested too deeply, or its aliases unfold"),
    Fault(
      "a checkpoint without an end", "ln -s /dev/zero c; fwdb run $MODEL --checkpoint c", 1, "Error: c: is not a file"),
    Fault(
      "a checkpoint cut short",
      "head -c 1000000 $MODEL/checkpoints/avg_1.pdparams > c.pdparams; "
        + "fwdb run $MODEL --checkpoint c.pdparams", 1, "c.pdparams: truncated at byte"),
    Fault(
      "a checkpoint cut short while it is mapped",
      "fwdb new-checkpoint $MODEL --tokens 13 -o w.safetensors > /dev/null; mkfifo in; touch out; "
        + "\"$FWDB\" debug $MODEL --checkpoint w.safetensors < in > out 2>&1 & exec 3> in; "
        + "until grep -q encoder.py:71 out; do kill -0 $! || break; sleep 0.02; done; : > w.safetensors; echo continue >&3; exec 3>&-; "
        + "wait $!; s=$?; cat out; exit $s", 1, "w.safetensors: another program truncated it while it was in use"),
    Fault(
      "a recording without an end", "ln -s /dev/zero a; fwdb run $MODEL --audio a", 1,
      "cannot read a: it is a folder or a device"),
    Fault("a vocabulary that is a pipe", "mkfifo v; fwdb run $MODEL --vocab v", 1, "cannot read v"),
    Fault(
      "a listing that is a pipe", "mkdir l; mkfifo l/u2.py; fwdb run $MODEL --listing l", 1,
      "l/u2.py: is not a regular file"),
    Fault(
      "a name that a terminal obeys", "fwdb weights \"$(printf '\\033]0;x\\007')\"", 1, "␛]0;x␇: cannot be read"),
  ]

  static let sizes = [
    Fault(
      "a tensor too large for memory", "fwdb run $MODEL --call 'torch.zeros(10**6, 10**6)'", 1,
      "a result of shape (1000000, 1000000) would not fit in memory"),
    Fault(
      "a tensor too large for any memory", "fwdb run $MODEL --call 'randn(2**62, 2**62)'", 1, "would not fit in memory"),
    Fault("too many features", "fwdb run $MODEL --random 100000000x80", 1, "--random 100000000x80"),
    Fault(
      "a config that asks for a thousand million layers",
      "sed 's/num_blocks:.*/num_blocks: 1000000000/' $MODEL/conf/conformer.yaml > c; fwdb run $MODEL --config c", 1,
      "c: num_blocks: 1000000000 is more than the limit of 1000"),
    Fault(
      "a config that asks for layers of a million million",
      "sed 's/output_size:.*/output_size: 1000000000000/' $MODEL/conf/conformer.yaml > c; fwdb run $MODEL --config c",
      1,
      "would not fit in memory"),
    Fault("one frame of the encoder", "fwdb run $MODEL --random 7x80", 0, "6      (1, 1, 64)"),
    Fault("not even one", "fwdb run $MODEL --random 6x80", 1, "6 feature frames are too few"),
    Fault(
      "ten thousand breakpoints",
      "i=0; while [ $i -lt 10000 ]; do echo 'tbreak encoder.py:71 if 1 > 2'; i=$((i + 1)); done > b; "
        + "echo 'delete' >> b; echo 'break 76' >> b; echo continue >> b; "
        + "fwdb debug $MODEL --batch -x b | tail -n 3", 0, "Breakpoint 10001", "    76  "),
    Fault(
      "one command of 100 MB", "head -c 100000000 /dev/zero | tr '\\0' a | fwdb debug $MODEL", 0,
      "Line 1 is longer than a command can be", isSlow: true),
    Fault(
      "100 MB of commands",
      "yes \"print 1 # $(head -c 1000 /dev/zero | tr '\\0' a)\" | head -c 100000000 "
        + "| (limit_memory 6000; fwdb debug $MODEL) | tail -n 1", 0, "1", isSlow: true),
    Fault(
      "100 kB of commands",
      "yes 'print 1 # and nothing else, but at some length, so that it is not done too often' "
        + "| head -c 100000 | fwdb debug $MODEL | tail -n 1", 0, "1"),
  ]

  static let surroundings = [
    Fault(
      "locale C",
      "LC_ALL=C LANG=C fwdb run $ROOT/Tests/Fixtures/wenet/base_b1 --features $ROOT/Tests/Fixtures/wenet/base_b1/feats.npy",
      0, "text: 下上为下上下为上下为下为上"),
    Fault(
      "no HOME", "unset HOME XDG_STATE_HOME XDG_CONFIG_HOME; fwdb debug $MODEL --saved-breakpoints -ex 'break 76'", 0,
      "Breakpoint 1 at encoder.py:76", "neither XDG_STATE_HOME nor HOME is set"),
    Fault("an empty environment", "forget \"$FWDB\" debug $MODEL -ex next", 0, "(fwdb) next\n    73 "),
    Fault("no terminal", "fwdb $MODEL < /dev/null", 1, "Without a screen, use: fwdb debug"),
    Fault("a folder that is gone", "mkdir g; cd g; rmdir ../g; fwdb run $MODEL --random 60x80", 0, "6      (1, "),
  ]

  // This case does not run with a sanitizer, because a sanitizer ends the program at the memory limit.
  static let memory =
    Program.hasShadowMemory
    ? []
    : [
      Fault(
        "a tensor beyond the limit of memory",
        "echo 'import torch; torch.ones(2**30)' > big.py; limit_memory 3000; fwdb run big.py", 1,
        "would not fit in memory")
    ]

  static let all = disk + files + sizes + surroundings + memory
}

struct FaultTests {
  private static let isSlowWanted = ProcessInfo.processInfo.environment["FWDB_SLOW_TESTS"] != nil

  @Test(arguments: Fault.all.filter { !$0.isSlow || isSlowWanted }) func everyFaultIsHandled(_ fault: Fault) throws {
    try withTemporaryFolder { folder in
      let said = try Program.shell("(\(fault.shell)\n)\necho \"status $?\"", in: folder)
      // Status 77 means that the case cannot be tested here: root can read every file.
      if said.hasSuffix("status 77\n") { return }
      #expect(said.hasSuffix("status \(fault.status)\n"), "\(said.suffix(2000))")
      for words in fault.says { #expect(said.contains(words), "\(said.suffix(2000))") }
      #expect(!said.contains("Fatal error"))
      if let leaves = fault.leaves {
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder)) == leaves)
      }
    }
  }

  /// A recording of 0.1 seconds has one encoder frame. For a recording of 20 minutes, each attention matrix takes 14
  /// GB.
  @Test(arguments: [(0.1, "6      (1, 1, 64)"), (1200, "the pass needs about")])
  func recordingsOfExtremeLengths(_ seconds: Double, _ words: String) throws {
    if seconds > 60, !Self.isSlowWanted { return }
    try withTemporaryFolder { folder in
      let samples = (0..<Int(seconds * 16000)).map { Int16(truncatingIfNeeded: $0 &* 7919) >> 4 }
      try wave(samples, rate: 16000, channels: 1).write(to: URL(filePath: folder + "/a.wav"))
      let said = try Program.shell("limit_memory 16000; fwdb run $MODEL --audio a.wav", in: folder)
      #expect(said.contains(words), "\(said)")
    }
  }

  /// All float32 weights of the model have the same special value.
  @Test(arguments: [
    ("nan", Float.nan, "NaN, 0 Inf"), ("infinities", Float.infinity, "NaN, "),
    ("denormals", Float.leastNonzeroMagnitude, "0.0000"),
    ("zeros", -0.0, "0.0000"), ("the greatest", Float.greatestFiniteMagnitude, "NaN, "),
  ])
  func weightsOfSpecialValues(_ name: String, _ value: Float, _ shown: String) throws {
    try withTemporaryFolder { folder in
      let model = Program.root + "/Tests/Fixtures/wenet/base_b1"
      let checkpoint = try Checkpoint.open(model + "/final.pt")
      let path = folder + "/w.safetensors"
      try writeSafetensors(
        try checkpoint.entries.map { entry in
          let tensor = try checkpoint.tensor(entry.name)
          return tensor.dtype == .float32
            ? (entry.name, Tensor([Float](repeating: value, count: entry.count), shape: tensor.shape))
            : (entry.name, tensor)
        }, to: path)
      let arguments = [model, "--checkpoint", path, "--random", "60x20"]
      let run = try Program.run(["run"] + arguments)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains(shown), "\(run.output)")
      // The catchpoint stops at the first operation that uses a weight.
      if value.isNaN {
        let debug = try Program.run(["debug"] + arguments + ["-ex", "catch nan", "-ex", "continue"])
        #expect(debug.output.contains("NaN enters from encoder."), "\(debug.output)")
      }
    }
  }

  /// The screen program restores the terminal before it prints the error.
  @Test(.enabled(if: Terminal.isAvailable)) func theTerminalIsRestoredWhenAMappedFileIsTruncated() throws {
    try withTemporaryFolder { folder in
      let weights = folder + "/w.safetensors"
      #expect(try Program.run(["new-checkpoint", Example.model, "--tokens", "13", "-o", weights]).status == 0)
      let terminal = try Terminal(columns: 100, rows: 30)
      try terminal.type("clear; stty -a | cksum > \(folder)/before; echo mark'-'set")
      try terminal.wait(for: "mark-set")
      try terminal.type("\(Program.executable) \(Example.model) --checkpoint \(weights); echo status'-'$?")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      #expect(truncate(weights, 0) == 0)
      try terminal.press("c")
      let screen = try terminal.wait(for: "status-1")
      #expect(screen.contains("w.safetensors"), "\(screen)")
      try terminal.type("clear; stty -a | cksum | cmp - \(folder)/before && echo same'-'again")
      try terminal.wait(for: "same-again")
    }
  }
}
