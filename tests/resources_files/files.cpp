// Files: JSON lines in and out, replacement, and names that would lead elsewhere.

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/files/operations.hpp>

#include "support/catch.hpp"

namespace ag = action_grammar;
namespace files = ag::files;
using files::error_kind;

namespace {

struct order {
    std::string id;
    int total = 0;
    friend bool operator==(order const&, order const&) = default;
};

class folder {
public:
    folder() {
        std::string made = (std::filesystem::temp_directory_path() / "action_grammar_files_XXXXXX").string();
        REQUIRE(::mkdtemp(made.data()) != nullptr);
        path_ = made;
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    [[nodiscard]] std::filesystem::path operator/(char const* name) const { return path_ / name; }
    [[nodiscard]] files::root root(files::options by = {}) const {
        auto opened = files::root::open(path_.string(), by);
        REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    void write(char const* name, std::string_view text) const { std::ofstream(path_ / name) << text; }
    [[nodiscard]] std::string read(char const* name) const {
        std::ostringstream text;
        text << std::ifstream(path_ / name).rdbuf();
        return text.str();
    }
    [[nodiscard]] std::size_t entries() const {
        std::size_t count = 0;
        for ([[maybe_unused]] auto const& each : std::filesystem::directory_iterator(path_))
            ++count;
        return count;
    }

private:
    std::filesystem::path path_;
};

constexpr auto all_orders = ag::query<"all">(ag::fetch<"orders">(files::lines<order>("orders.jsonl")));
constexpr auto note = ag::command<"note">(
    ag::persist<"noted">(files::append<order, std::string>("orders.jsonl", "id"), ag::keyed_by(&order::id)));
constexpr auto log_it =
    ag::command<"log">(ag::persist<"logged">(files::append<order>("orders.jsonl"), ag::unprotected));
constexpr auto save =
    ag::command<"save">(ag::persist<"saved">(files::replace<order>("state.json"), ag::natural));
constexpr auto restore = ag::query<"restore">(ag::fetch<"state">(files::value<order>("state.json")));

files::error error_of(auto const& ended) {
    REQUIRE(ended.has_error());
    return std::get<files::error>(ended.error());
}

/// While it lives, files cannot be longer.
class small_disk {
public:
    explicit small_disk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        old_ = std::signal(SIGXFSZ, SIG_IGN);
        rlimit const now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~small_disk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, old_);
    }
    small_disk(small_disk const&) = delete;
    small_disk& operator=(small_disk const&) = delete;

private:
    rlimit before_{};
    void (*old_)(int) = nullptr;
};

} // namespace

TEST_CASE("rows come as they were appended") {
    folder const in;
    files::root below = in.root();
    REQUIRE(ag::run(log_it, order{"a", 1}, ag::environment{below}));
    REQUIRE(ag::run(log_it, order{"line\nbreak", 2}, ag::environment{below}));
    CHECK(in.read("orders.jsonl") == "{\"id\":\"a\",\"total\":1}\n{\"id\":\"line\\nbreak\",\"total\":2}\n");
    auto const all = ag::run(all_orders, 0, ag::environment{below});
    REQUIRE(all);
    CHECK(*all == std::vector<order>{{"a", 1}, {"line\nbreak", 2}});
}

TEST_CASE("a row is appended once for each key, whoever appended it") {
    folder const in;
    files::root below = in.root();
    files::root other = in.root();
    CHECK_FALSE(ag::run(note, order{"a", 1}, ag::environment{below})->repeated);
    CHECK_FALSE(ag::run(note, order{"b", 2}, ag::environment{other})->repeated);
    CHECK(ag::run(note, order{"a", 9}, ag::environment{other})->repeated);
    CHECK(ag::run(note, order{"b", 9}, ag::environment{below})->repeated);
    CHECK(ag::run(all_orders, 0, ag::environment{below})->size() == 2);

    // Another file under the name has other keys.
    std::filesystem::remove(in / "orders.jsonl");
    CHECK_FALSE(ag::run(note, order{"a", 1}, ag::environment{below})->repeated);
    CHECK(ag::run(note, order{"", 1}, ag::environment{below}).status() == ag::status::failed);

    constexpr auto wrong = ag::command<"note">(ag::persist<"noted">(
        files::append<order, std::string>("orders.jsonl", "total"), ag::keyed_by(&order::id)));
    CHECK(error_of(ag::run(wrong, order{"x", 1}, ag::environment{below})).kind == error_kind::key);
}

TEST_CASE("threads and processes append side by side") {
    folder const in;
    constexpr int each = 25;
    std::array<pid_t, 2> children{};
    for (std::size_t c = 0; c < children.size(); ++c) {
        children[c] = ::fork();
        if (children[c] == 0) {
            auto below = files::root::open((in / ".").string());
            for (int i = 0; i < each; ++i)
                if (!ag::run(note, order{std::to_string(i), 1}, ag::environment{*below})) ::_exit(1);
            ::_exit(0);
        }
    }
    files::root below = in.root();
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < each; ++i)
                if (!ag::run(note, order{std::to_string(i), 1}, ag::environment{below})) ++failed;
        });
    threads.emplace_back([&] {
        for (int i = 0; i < each; ++i)
            if (auto const read = ag::run(all_orders, 0, ag::environment{below});
                !read && error_of(read).kind != error_kind::not_found)
                ++failed;
    });
    for (std::thread& thread : threads)
        thread.join();
    for (pid_t const child : children) {
        int status = 1;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(failed == 0);
    CHECK(ag::run(all_orders, 0, ag::environment{below})->size() == each);
}

TEST_CASE("what is wrong with a line is told at its place") {
    folder const in;
    struct row {
        char const* text;
        error_kind kind;
        std::size_t line;
        std::size_t column;
    };
    for (row const& each :
         {row{"{\"id\":\"a\",\"total\":1}\n\n{\"id\":\"b\",\"total\":\"x\"}\n", error_kind::malformed, 3, 19},
          row{"{\"id\":\"a\",\"total\":1}\nnonsense\n", error_kind::malformed, 2, 1},
          row{"{\"id\":\"a\",\"total\":1}\n{\"id\":\"b\"", error_kind::torn, 2, 10}}) {
        in.write("orders.jsonl", each.text);
        files::root below = in.root();
        auto const why = error_of(ag::run(all_orders, 0, ag::environment{below}));
        CAPTURE(why.message);
        CHECK(why.kind == each.kind);
        CHECK(why.line == each.line);
        CHECK(why.column == each.column);
        CHECK(why.message.find("line " + std::to_string(each.line)) != std::string::npos);
    }
}

TEST_CASE("a line without an end is refused, or dropped if the host says so") {
    folder const in;
    char const* const torn = "{\"id\":\"a\",\"total\":1}\n{\"id\":\"b\",\"to";
    in.write("orders.jsonl", torn);
    files::root strict = in.root();
    CHECK(error_of(ag::run(log_it, order{"c", 3}, ag::environment{strict})).kind == error_kind::torn);
    CHECK(in.read("orders.jsonl") == torn);
    files::root lenient = in.root({.tail = files::torn_tail::dropped});
    CHECK(ag::run(all_orders, 0, ag::environment{lenient})->size() == 1);
    REQUIRE(ag::run(note, order{"b", 3}, ag::environment{lenient}));
    CHECK(in.read("orders.jsonl") == "{\"id\":\"a\",\"total\":1}\n{\"id\":\"b\",\"total\":3}\n");
}

TEST_CASE("limits") {
    folder const in;
    std::string text;
    for (int i = 0; i < 10; ++i)
        text += "{\"id\":\"" + std::to_string(i) + "\",\"total\":1}\n";
    in.write("orders.jsonl", text);
    for (files::options const by : {files::options{.most_file_bytes = 100},
                                    files::options{.most_line_bytes = 10}, files::options{.most_lines = 9}}) {
        files::root below = in.root(by);
        CHECK(error_of(ag::run(all_orders, 0, ag::environment{below})).kind == error_kind::too_large);
        if (by.most_lines == 9) continue;
        auto const more = ag::run(log_it, order{"more", 1}, ag::environment{below});
        CHECK(error_of(more).kind == error_kind::too_large);
        CHECK(more.status() == ag::status::failed);
    }
    CHECK(in.read("orders.jsonl") == text);
    files::root below = in.root({.most_lines = 10});
    CHECK(ag::run(all_orders, 0, ag::environment{below})->size() == 10);
}

TEST_CASE("without room nothing is half written") {
    folder const in;
    files::root below = in.root();
    REQUIRE(ag::run(log_it, order{"a", 1}, ag::environment{below}));
    REQUIRE(ag::run(save, order{"a", 1}, ag::environment{below}));
    std::string const log = in.read("orders.jsonl");
    std::string const state = in.read("state.json");
    {
        small_disk const full(64);
        order const large{std::string(200, 'x'), 1};
        auto const appended = ag::run(log_it, large, ag::environment{below});
        CHECK(appended.status() == ag::status::failed); // and so in no doubt
        CHECK(error_of(appended).kind == error_kind::no_space);
        CHECK(error_of(appended).transient);
        auto const replaced = ag::run(save, large, ag::environment{below});
        CHECK(replaced.status() == ag::status::failed);
        CHECK(error_of(replaced).kind == error_kind::no_space);
    }
    CHECK(in.read("orders.jsonl") == log);
    CHECK(in.read("state.json") == state);
    CHECK(in.entries() == 2);
    CHECK(ag::run(restore, 0, ag::environment{below})->total == 1);
}

TEST_CASE("a file is replaced as a whole") {
    folder const in;
    files::root below = in.root();
    std::atomic<bool> stop = false;
    std::atomic<int> broken = 0;
    REQUIRE(ag::run(save, order{"0", 0}, ag::environment{below}));
    ::chmod((in / "state.json").c_str(), 0640);
    std::thread reader([&] {
        while (!stop)
            if (!ag::run(restore, 0, ag::environment{below})) ++broken;
    });
    for (int i = 0; i < 50; ++i)
        REQUIRE(ag::run(save, order{std::string(static_cast<std::size_t>(i * 100), 'x'), i},
                        ag::environment{below}));
    stop = true;
    reader.join();
    CHECK(broken == 0);
    CHECK(ag::run(restore, 0, ag::environment{below})->total == 49);
    CHECK(in.entries() == 1);
    struct stat about{};
    REQUIRE(::stat((in / "state.json").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0640);
}

TEST_CASE("no name leads out of the root") {
    folder const in;
    folder const outside;
    outside.write("secret.json", "{\"id\":\"secret\",\"total\":1}\n");
    std::filesystem::create_directory(in / "sub");
    std::filesystem::create_symlink(outside / "secret.json", in / "link.json");
    std::filesystem::create_directory_symlink(outside / ".", in / "way");
    std::filesystem::create_directory_symlink("..", in / "sub" / "up");
    ::mkfifo((in / "pipe.json").c_str(), 0600);
    files::root below = in.root({.create_folders = true});
    std::string const absolute = (outside / "secret.json").string();
    std::string const relative = "../" + (outside / "secret.json").lexically_relative((in / "..")).string();
    for (std::string const& path : std::vector<std::string>{
             absolute, relative, "link.json", "way/secret.json", "sub/up/link.json", "sub/../link.json", "",
             ".", "..", "sub/", "/", "sub//x", std::string("a\0b", 3), "pipe.json", "sub", "./link.json"}) {
        CAPTURE(path);
        auto const read = files::detail::read_rows<order>(below, path, {});
        REQUIRE_FALSE(read.has_value());
        CHECK((read.error().kind == error_kind::path));
        auto const appended = files::detail::append_line(below, path, "{}", {});
        REQUIRE_FALSE(appended.has_value());
        if (path != "link.json") CHECK_FALSE(files::detail::replace_whole(below, path, "{}").has_value());
    }
    CHECK(outside.read("secret.json") == "{\"id\":\"secret\",\"total\":1}\n");
    CHECK(outside.entries() == 1);
    REQUIRE(files::detail::append_line(below, "new/folder/x.jsonl", "{}", {}).has_value());
    CHECK(std::filesystem::exists(in / "new" / "folder" / "x.jsonl"));
    files::root plain = in.root();
    CHECK(files::detail::append_line(plain, "none/x.jsonl", "{}", {}).error().kind == error_kind::not_found);
    CHECK(files::root::open((in / "absent").string()).error().kind == error_kind::not_found);
}

TEST_CASE("who waits for a lock does so until the deadline") {
    folder const in;
    in.write("orders.jsonl", "");
    int const other = ::open((in / "orders.jsonl").c_str(), O_RDWR);
    REQUIRE(::flock(other, LOCK_EX) == 0);
    files::root below = in.root();
    constexpr auto hasty = ag::command<"log">(
        ag::with(ag::timeout(std::chrono::milliseconds{50}),
                 ag::persist<"logged">(files::append<order>("orders.jsonl"), ag::unprotected)));
    auto const begin = std::chrono::steady_clock::now();
    auto const ended = ag::run(hasty, order{"a", 1}, ag::environment{below});
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{5});
    CHECK(error_of(ended).kind == error_kind::busy);
    CHECK(ended.status() == ag::status::failed);
    ::close(other);
    CHECK(ag::run(hasty, order{"a", 1}, ag::environment{below}));
}
