#ifndef ACTION_GRAMMAR_VERSION_HPP
#define ACTION_GRAMMAR_VERSION_HPP

/// @file
/// The version of the library, written here and nowhere else: the build reads these three lines.

/// Incremented when a program that compiled may no longer compile, or may mean something else.
#define ACTION_GRAMMAR_VERSION_MAJOR 0
/// Incremented when something is added. While the major version is 0 it may also break what was there.
#define ACTION_GRAMMAR_VERSION_MINOR 1
/// Incremented when something is mended and nothing is added.
#define ACTION_GRAMMAR_VERSION_PATCH 0

namespace action_grammar {

/// The type of `version`; the macros above serve only the preprocessor and the build.
struct version_number {
    int major;
    int minor;
    int patch;

    friend constexpr bool operator==(version_number const&, version_number const&) noexcept = default;
};

/// The version of the headers that this unit was compiled with.
///
///   static_assert(action_grammar::version.major == ACTION_GRAMMAR_VERSION_MAJOR);
inline constexpr version_number version{ACTION_GRAMMAR_VERSION_MAJOR, ACTION_GRAMMAR_VERSION_MINOR,
                                        ACTION_GRAMMAR_VERSION_PATCH};

} // namespace action_grammar

#endif
