#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_SINK_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_SINK_HPP

// Where the outputs of an expression go, one at a time.

#include <concepts>
#include <type_traits>
#include <utility>

namespace action_grammar::expression::detail {

/// A reference to something that is called with each output, and returns whether it wants more.
template <class Output>
class sink {
public:
    template <class Consumer>
        requires(!std::same_as<std::remove_cvref_t<Consumer>, sink>)
    sink(Consumer&& consume) noexcept
        : object_(const_cast<void*>(static_cast<void const*>(&consume))),
          call_([](void* object, Output&& output) -> bool {
              return (*static_cast<std::remove_reference_t<Consumer>*>(object))(std::move(output));
          }) {}

    bool operator()(Output&& output) const { return call_(object_, std::move(output)); }
    bool operator()(Output const& output) const { return call_(object_, Output(output)); }

private:
    void* object_;
    bool (*call_)(void*, Output&&);
};

} // namespace action_grammar::expression::detail

#endif
