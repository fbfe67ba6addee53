#ifndef ACTION_GRAMMAR_COMPOSITION_EXECUTOR_HPP
#define ACTION_GRAMMAR_COMPOSITION_EXECUTOR_HPP

#include <cstddef>
#include <type_traits>

#include <action_grammar/actions/type_list.hpp>

namespace action_grammar {

namespace detail {

/// The task that a concept asks an executor to take.
struct any_task {
    void operator()(std::size_t) const noexcept;
};

} // namespace detail

/// A resource that runs the members of an `all` and the elements of a `fan_out` in parallel: `bulk(count,
/// task)` calls `task(0)` to `task(count - 1)`, each once, on any threads and in any order, and returns when
/// all have returned. The caller may help. Tasks do not throw.
///
/// An environment without one runs them one after the other. Satisfied by `thread_pool` and
/// `shuffled_executor`.
template <class Type>
concept bulk_executor =
    requires(Type& executor, detail::any_task const& task) { executor.bulk(std::size_t{}, task); };

namespace detail {

/// The type of the first object of an environment that satisfies a predicate; `void` when none does.
template <template <class> class Predicate, class... Held>
struct first_that {
    using type = void;
};
template <template <class> class Predicate, class First, class... Rest>
struct first_that<Predicate, First, Rest...> {
    using type = typename std::conditional_t<Predicate<std::remove_reference_t<First>>::value,
                                             type_is<std::remove_reference_t<First>>,
                                             first_that<Predicate, Rest...>>::type;
};
template <template <class> class Predicate, class Held>
struct first_held;
template <template <class> class Predicate, class... Held>
struct first_held<Predicate, types<Held...>> : first_that<Predicate, Held...> {};

template <class Type>
struct is_bulk_executor : std::bool_constant<bulk_executor<Type>> {};

template <class Environment>
using executor_of =
    typename first_held<is_bulk_executor, typename std::remove_const_t<Environment>::held>::type;

} // namespace detail

} // namespace action_grammar

#endif
