#ifndef ACTION_GRAMMAR_COMPOSITION_ENVIRONMENT_HPP
#define ACTION_GRAMMAR_COMPOSITION_ENVIRONMENT_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

#include <boost/hana/basic_tuple.hpp>

#include <action_grammar/actions/type_list.hpp>

namespace action_grammar {

namespace detail {

inline constexpr std::size_t not_supplied = static_cast<std::size_t>(-1);
inline constexpr std::size_t ambiguous = static_cast<std::size_t>(-2);

/// The object of `Held...` that serves as `Resource`: one of exactly that type, else the only one that
/// converts to it (a derived class stands in for its base).
template <class Resource, class... Held>
constexpr std::size_t find_resource() {
    constexpr bool exact[] = {
        std::is_same_v<std::remove_cv_t<std::remove_reference_t<Held>>, std::remove_cv_t<Resource>>...,
        false};
    constexpr bool usable[] = {std::is_convertible_v<std::remove_reference_t<Held>*, Resource*>..., false};
    std::size_t found = not_supplied;
    for (std::size_t i = 0; i < sizeof...(Held); ++i) {
        if (usable[i] && exact[i]) return i;
        if (usable[i]) found = found == not_supplied ? i : ambiguous;
    }
    return found;
}

} // namespace detail

/// The resources that a run is supplied with, found by their types: `environment{carts, rates, orders}`.
///
/// Objects are referred to, not copied, and must outlive the run; a temporary is kept. An object serves every
/// resource type that it is or derives from, so that a test supplies a derived double.
template <class... Held>
class environment {
public:
    template <class... Objects>
        requires(sizeof...(Objects) == sizeof...(Held))
    constexpr explicit environment(Objects&&... objects) : objects_{static_cast<Objects&&>(objects)...} {}

    /// The object that serves as `Resource`. Precondition: `provides<environment, Resource>`.
    template <class Resource>
    [[nodiscard]] constexpr Resource& get() noexcept {
        return boost::hana::at_c<position_of<Resource>>(objects_);
    }
    template <class Resource>
    [[nodiscard]] constexpr Resource& get() const noexcept {
        return boost::hana::at_c<position_in_const<Resource>>(objects_);
    }

    template <class Resource>
    static constexpr std::size_t position_of = detail::find_resource<Resource, Held...>();
    template <class Resource>
    static constexpr std::size_t position_in_const = detail::find_resource<Resource, Held const...>();

    using held = detail::types<Held...>;

private:
    boost::hana::basic_tuple<Held...> objects_;
};

template <class... Objects>
environment(Objects&&...) -> environment<Objects...>;

namespace detail {

template <class Environment, class Resource>
inline constexpr std::size_t position = Environment::template position_of<Resource>;
template <class Environment, class Resource>
inline constexpr std::size_t position<Environment const, Resource> =
    Environment::template position_in_const<Resource>;

} // namespace detail

/// Whether an environment supplies a resource, by exactly one object. Satisfied by `environment<carts&>` for
/// `carts` and its bases.
template <class Environment, class Resource>
concept provides = detail::position<std::remove_reference_t<Environment>, Resource> < detail::ambiguous;

} // namespace action_grammar

#endif
