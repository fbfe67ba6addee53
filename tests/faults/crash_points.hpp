#ifndef ACTION_GRAMMAR_TESTS_FAULTS_CRASH_POINTS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_CRASH_POINTS_HPP

// Places of a run at which its process can be made to die.

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace faults {

enum class point : int {
    none,
    before_begin,
    after_begin, ///< The claim is durable.
    before_effect,
    after_effect, ///< It took place, and its answer is not known.
    before_asking,
    after_asking,
    before_complete,
    before_commit, ///< The record is written, in a transaction that is open.
    after_commit,
    after_complete,
    before_conclude,
    after_answer, ///< The run has answered, and its caller knows the answer.
    before_statement,
    after_statement,
};

inline std::string_view name(point one) noexcept {
    constexpr std::string_view names[] = {
        "none",           "before begin",    "after begin",      "before the effect", "after the effect",
        "before asking",  "after asking",    "before complete",  "before COMMIT",     "after COMMIT",
        "after complete", "before conclude", "after the answer", "before statement",  "after statement"};
    return names[static_cast<int>(one)];
}

/// A point; of statements the one with this number, from 0.
struct place {
    point where = point::none;
    int statement = 0;
};

inline std::string to_string(place const& at) {
    bool const counted = at.where == point::before_statement || at.where == point::after_statement;
    return std::string(name(at.where)) + (counted ? ' ' + std::to_string(at.statement) : "");
}

/// How a run ended, as its process tells it.
enum class ending : int { none, completed, failed, in_doubt };

/// What a process and its parent both see.
struct shared_page {
    bool reached;
    ending ended;
    long answer;
};

/// Where this process is to die, and how many statements its connection has sent.
inline place armed;
inline int statements = 0;
inline shared_page* shared = nullptr;

inline void die() noexcept {
    shared->reached = true;
    std::abort();
}
inline void reach(point here) noexcept {
    if (here == armed.where) die();
}
inline void reach_statement(point here, int number) noexcept {
    if (here == armed.where && number == armed.statement) die();
}

inline void prepare_to_die() {
    rlimit const none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    void* const page =
        ::mmap(nullptr, sizeof(shared_page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) std::terminate();
    shared = ::new (page) shared_page{};
}

/// How a process ended that did some work.
struct death {
    bool reached = false;
    bool aborted = false;
    bool exited = false; ///< With zero.
    ending ended = ending::none;
    long answer = 0;
};

/// Does work in a process of its own that dies at a place, if it comes there.
template <class Work>
death in_a_process(place const& at, Work work) {
    *shared = {};
    pid_t const child = ::fork();
    if (child < 0) std::terminate();
    if (child == 0) {
        armed = at;
        work();
        ::_exit(0);
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    return {shared->reached, WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT,
            WIFEXITED(how) && WEXITSTATUS(how) == 0, shared->ended, shared->answer};
}

} // namespace faults

#endif
