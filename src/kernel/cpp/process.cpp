// What concerns the whole process: signals, messages, threads.
#include "support.hpp"

#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <OSD.hxx>
#include <OSD_Parallel.hxx>
#include <OSD_ThreadPool.hxx>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <malloc.h>
#include <stdexcept>
#include <unistd.h>

namespace partwright {

void catch_signals() {
  // OSD::SetSignal also takes those by which a user or a shell ends a program: give them back.
  const int others[] = {SIGHUP, SIGINT, SIGQUIT, SIGSYS};
  struct sigaction before[4];
  for (int i = 0; i < 4; i++) {
    sigaction(others[i], nullptr, &before[i]);
  }
  OSD::SetSignal(false);
  for (int i = 0; i < 4; i++) {
    sigaction(others[i], &before[i], nullptr);
  }
  // OpenCASCADE's own threads catch signals too, those of TBB do not.
  OSD_Parallel::SetUseOcctThreads(true);
}

void silence_messages() {
  Message::DefaultMessenger()->ChangePrinters().Clear();
  // Some classes print without asking the messenger, and nobody else here uses this stream.
  std::cout.rdbuf(nullptr);
}

void cpu_threads(uint32_t count) {
  OSD_Parallel::SetUseOcctThreads(true);
  OSD_ThreadPool::DefaultPool()->Init(static_cast<int>(count) - 1);
}

int32_t fork_process() {
  const pid_t child = fork();
  if (child < 0) {
    throw std::runtime_error(std::strerror(errno));
  }
  if (child == 0) {
    // What a program that breaks out of the interpreter could read.
    for (char **entry = environ; entry != nullptr && *entry != nullptr; entry++) {
      std::memset(*entry, 0, std::strlen(*entry));
    }
    clearenv();
  }
  return child;
}

void use_one_heap() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 2 << 20);
#endif
}

void provoke_segv() {
  volatile int *nowhere = nullptr;
  *nowhere = *nowhere + 1;
}

} // namespace partwright
