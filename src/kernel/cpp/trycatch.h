// How a C++ exception becomes an error in Rust: cxx looks for this function.
//
// Standard_Failure is no std::exception before OpenCASCADE 8. The class stands on the first line, the
// message after it. OCC_CATCH_SIGNALS makes exceptions of crashes once OSD::SetSignal was called.
#pragma once

#include <Standard_ErrorHandler.hxx>
#include <Standard_Failure.hxx>

#include <exception>
#include <new>
#include <string>

namespace partwright {

// An error of our own: the class that OpenCASCADE would have thrown, or nothing, and the message.
class Failure : public std::exception {
public:
  Failure(const char *exception_class, const std::string &message)
      : text(std::string(exception_class) + "\n" + message) {}
  const char *what() const noexcept override { return text.c_str(); }

private:
  std::string text;
};

} // namespace partwright

namespace rust {
namespace behavior {

template <typename Try, typename Fail> static void trycatch(Try &&func, Fail &&fail) noexcept {
  try {
    OCC_CATCH_SIGNALS
    func();
  } catch (const Standard_Failure &failure) {
    std::string text = failure.DynamicType()->Name();
    text += "\n";
    if (failure.GetMessageString() != nullptr) {
      text += failure.GetMessageString();
    }
    fail(text.c_str());
  } catch (const partwright::Failure &failure) {
    fail(failure.what());
  } catch (const std::bad_alloc &) {
    fail("std::bad_alloc\nout of memory");
  } catch (const std::exception &error) {
    fail((std::string("std::exception\n") + error.what()).c_str());
  } catch (...) {
    fail("unknown\nan exception of unknown kind");
  }
}

} // namespace behavior
} // namespace rust
