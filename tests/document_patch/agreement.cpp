#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/document/text_edits.hpp>

#include "support/catch.hpp"

// Changing the text and changing the value come to the same.

namespace {

namespace json = action_grammar::json;
namespace ag = action_grammar::document;

class generator {
public:
    explicit generator(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }

    json::value value(std::size_t depth) {
        static constexpr std::string_view names[] = {"a", "b", "c/d", "e~", "\xc3\xa9", "\"", "0"};
        switch (depth == 0 ? below(3) : below(6)) {
        case 0: return static_cast<std::int64_t>(below(10));
        case 1: return json::value(std::string("]},:\\\" "));
        case 2: return nullptr;
        case 3: {
            json::array array;
            for (std::size_t i = below(4); i > 0; --i)
                array.push_back(value(depth - 1));
            return array;
        }
        default: {
            json::object object;
            for (std::size_t i = below(4); i > 0; --i)
                object[names[below(std::size(names))]] = value(depth - 1);
            return object;
        }
        }
    }

    /// Any space between tokens, of a kind.
    std::string written(json::value const& whole, std::string const& line) {
        std::string text;
        write(text, whole, line, 0);
        return text;
    }

    /// Mostly of places that are there.
    std::string pointer(json::value const& into) {
        std::string path;
        json::value const* at = &into;
        while (below(5) > 0) {
            if (auto const* object = at->if_object(); object != nullptr && !object->empty()) {
                auto const member = object->begin() + static_cast<std::ptrdiff_t>(below(object->size()));
                json::append_token(path, std::string_view(member->key().data(), member->key().size()));
                at = &member->value();
            } else if (auto const* array = at->if_array(); array != nullptr && !array->empty()) {
                std::size_t const index = below(array->size());
                json::append_token(path, index);
                at = &(*array)[index];
            } else {
                break;
            }
        }
        if (below(3) == 0) path += at->is_array() ? "/-" : "/new";
        return path;
    }

    json::object operation(json::value const& document) {
        static constexpr std::string_view verbs[] = {"add", "remove", "replace", "move", "copy"};
        return {{"op", verbs[below(std::size(verbs))]},
                {"path", pointer(document)},
                {"from", pointer(document)},
                {"value", value(1)}};
    }

private:
    static void write(std::string& text, json::value const& whole, std::string const& line,
                      std::size_t depth) {
        auto const space = [&](std::size_t levels) {
            text += line;
            if (!line.empty() && line.back() == '\n') text.append(2 * levels, ' ');
        };
        bool first = true;
        if (auto const* array = whole.if_array()) {
            text += '[';
            for (json::value const& element : *array) {
                if (!first) text += ',';
                first = false;
                space(depth + 1);
                write(text, element, line, depth + 1);
            }
            space(depth);
            text += ']';
        } else if (auto const* object = whole.if_object()) {
            text += '{';
            for (auto const& member : *object) {
                if (!first) text += ',';
                first = false;
                space(depth + 1);
                json::append_string(text, {member.key().data(), member.key().size()});
                text += line.empty() ? ":" : " : ";
                write(text, member.value(), line, depth + 1);
            }
            space(depth);
            text += '}';
        } else {
            json::append(text, whole);
        }
    }

    std::mt19937 random_;
};

TEST_CASE("the changed text holds the changed value") {
    generator make(6902);
    std::size_t done = 0;
    std::size_t followed = 0;
    for (int round = 0; round < 20'000; ++round) {
        json::value const document = make.value(4);
        std::string const text =
            make.written(document, std::vector<std::string>{"", " ", "\n", "\r\n", "\t "}[make.below(5)]);
        json::array patch;
        for (std::size_t count = 1 + make.below(3); count > 0; --count)
            patch.push_back(make.operation(document));
        auto const changed = ag::apply_patch(document, patch);
        auto const edits = ag::text_edits(text, patch);
        if (changed) ++done;
        if (!edits || !changed) continue;
        ++followed;
        std::string const edited = ag::apply_edits(text, *edits);
        CAPTURE(text, json::serialize(patch), edited, json::serialize(*changed));
        auto const read = json::parse(edited);
        REQUIRE(read);
        REQUIRE(*read == *changed);
    }
    CHECK(done > 4'000);
    // The others have operations that depend on each other.
    CHECK(followed * 2 > done);
}

TEST_CASE("one operation that can be done is done in the text") {
    generator make(1);
    std::size_t followed = 0;
    for (int round = 0; round < 20'000; ++round) {
        json::value const document = make.value(4);
        std::string const text = json::serialize(document);
        json::array const patch{make.operation(document)};
        if (!ag::apply_patch(document, patch)) continue;
        auto const& operation = patch[0].as_object();
        std::string const path(operation.at("path").as_string().c_str());
        std::string const from(operation.at("from").as_string().c_str());
        // Moves within one array or onto another member take more than one look.
        if (operation.at("op") == "move") continue;
        // The copied value would have to be read after it was changed.
        if (operation.at("op") == "copy" && (path.starts_with(from) || from.starts_with(path))) continue;
        if (operation.at("op") == "copy" && from.starts_with(path.substr(0, path.rfind('/')))) continue;
        CAPTURE(text, json::serialize(patch));
        REQUIRE(ag::text_edits(text, patch));
        ++followed;
    }
    CHECK(followed > 3'000);
}

} // namespace
