// Lets long operations look at the cancel flag.
#pragma once

#include "partwright-kernel/ffi/bridge.rs.h"

#include <Message_ProgressIndicator.hxx>

namespace partwright {

class Progress : public Message_ProgressIndicator {
public:
  explicit Progress(const CancelFlag &flag) : cancel(flag) {}
  Standard_Boolean UserBreak() override { return cancel.is_set(); }

protected:
  void Show(const Message_ProgressScope &, const Standard_Boolean) override {}

private:
  const CancelFlag &cancel;
};

// Throws when the operation was stopped; Rust sees the flag and knows why.
inline void stop_if_cancelled(const CancelFlag &flag) {
  if (flag.is_set()) {
    throw Failure("", "cancelled");
  }
}

} // namespace partwright
