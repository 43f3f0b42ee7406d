#include "CProcess.h"

#include <errno.h>
#include <stdio.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif

// AddressSanitizer and ThreadSanitizer start a program and use ptrace. cp_seal would refuse both.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || defined(__SANITIZE_ADDRESS__) || \
    defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER 1
#endif

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && !defined(HAS_SANITIZER)

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
// Refuses the system call with this number. For other system calls, the filter continues after REFUSE.
#define REFUSE_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), REFUSE

int cp_seal(void) {
  struct sock_filter program[] = {
      // Refuse system calls of other architectures: their numbers differ, and fwdb makes none of them.
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      REFUSE,
      LOAD(nr),
#ifdef __x86_64__
      // Refuse all x32 system calls, which have numbers from 0x40000000 on.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      REFUSE,
#endif
      REFUSE_CALL(__NR_execve),
      REFUSE_CALL(__NR_execveat),
      REFUSE_CALL(__NR_socket),
      REFUSE_CALL(__NR_socketpair),
      REFUSE_CALL(__NR_connect),
      REFUSE_CALL(__NR_bind),
      REFUSE_CALL(__NR_ptrace),
      REFUSE_CALL(__NR_process_vm_writev),
#ifdef __NR_io_uring_setup
      // Requests through io_uring bypass the filter, so refuse io_uring_setup.
      REFUSE_CALL(__NR_io_uring_setup),
#endif
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {sizeof program / sizeof *program, program};
  // PR_SET_NO_NEW_PRIVS is required before an unprivileged process may install a filter. This setting also prevents
  // started programs from gaining rights.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  // TSYNC applies the filter to all threads: a library may have started a thread already.
  if (syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) != 0) return errno;
  return 0;
}

#else

int cp_seal(void) { return ENOSYS; }

#endif

bool cp_flush_output(void) {
  // Swift 6 rejects a use of `stdout`, because it is a mutable global variable.
  return fflush(stdout) == 0 && !ferror(stdout);
}
