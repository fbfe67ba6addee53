#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_CHECK_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_CHECK_HPP

// For test programs that are built without exceptions, which Catch2 needs: what failed is printed, and the
// program's exit status is the number of failures.
//
//     int main() {
//         ACTION_GRAMMAR_CHECK(1 + 1 == 2);
//         return action_grammar_tests::exit_status();
//     }

#include <cstdio>

namespace action_grammar_tests {

inline int& failures() {
    static int count = 0;
    return count;
}

inline void check(bool holds, char const* file, int line, char const* text) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
    ++failures();
}

inline int exit_status() { return failures() == 0 ? 0 : 1; }

} // namespace action_grammar_tests

#define ACTION_GRAMMAR_CHECK(...)                                                                            \
    ::action_grammar_tests::check(static_cast<bool>(__VA_ARGS__), __FILE__, __LINE__, #__VA_ARGS__)

#endif
