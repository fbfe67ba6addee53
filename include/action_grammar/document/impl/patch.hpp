#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PATCH_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PATCH_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/document/impl/patch_operation.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/patch.hpp>

namespace action_grammar::document::detail {

/// Applies operations to a value, one after the other.
class patcher {
public:
    explicit patcher(json::value& document) noexcept : document_(&document) {}

    /// Does one operation. Errors: why it cannot be done; the document may be half changed then.
    result<void, std::string> apply(patch_operation const& operation) {
        auto const path = pointer_tokens(operation.path);
        if (!path) return no_pointer("path");
        if (path->size() > longest_pointer) return unexpected(std::string("the path is too long"));
        switch (operation.what) {
        case patch_verb::add: return add_copy(*path, *operation.value);
        case patch_verb::remove: {
            auto taken = remove(*path);
            if (!taken) return unexpected(std::move(taken).error());
            return {};
        }
        case patch_verb::replace: return replace(*path, *operation.value);
        case patch_verb::test: return test(*path, *operation.value);
        case patch_verb::copy:
        case patch_verb::move: break;
        }
        auto const from = pointer_tokens(operation.from);
        if (!from) return no_pointer("from");
        if (operation.what == patch_verb::copy) {
            auto const* source = find(*from);
            if (source == nullptr) return nothing_there(operation.from);
            return add_copy(*path, *source);
        }
        return move(operation, *from, *path);
    }

private:
    using tokens = std::vector<std::string>;

    static constexpr std::size_t longest_pointer = 512;
    static constexpr int deepest_value = schema::detail::deepest_comparison;

    static unexpected<std::string> no_pointer(std::string_view member) {
        return unexpected("the \"" + std::string(member) + "\" is no JSON Pointer");
    }
    static unexpected<std::string> nothing_there(std::string_view pointer) {
        return unexpected("there is no value at \"" + std::string(pointer) + "\"");
    }
    static unexpected<std::string> too_much() {
        return unexpected(std::string("the patch is too much work"));
    }

    /// Whether there are so many steps left; takes them.
    bool spend(std::uint64_t steps) noexcept {
        if (steps > steps_) return false;
        steps_ -= steps;
        return true;
    }

    /// Whether a value may be put somewhere: not too large for the steps that are left, and not too deep.
    bool weigh(json::value const& value, int depth) {
        if (depth > deepest_value || !spend(1)) return false;
        if (auto const* text = value.if_string()) return spend(text->size() / 64);
        if (auto const* array = value.if_array()) {
            for (json::value const& element : *array)
                if (!weigh(element, depth + 1)) return false;
        } else if (auto const* object = value.if_object()) {
            for (auto const& member : *object)
                if (!spend(member.key().size() / 64) || !weigh(member.value(), depth + 1)) return false;
        }
        return true;
    }

    json::value* find(tokens const& path) noexcept { return find(path, path.size()); }

    /// The value that the first `count` names of a path lead to, or null.
    json::value* find(tokens const& path, std::size_t count) noexcept {
        json::value* at = document_;
        for (std::size_t i = 0; i < count && at != nullptr; ++i) {
            if (auto* object = at->if_object()) {
                at = object->if_contains(path[i]);
            } else if (auto* array = at->if_array()) {
                auto const index = element_index(path[i]);
                at = index ? array->if_contains(*index) : nullptr;
            } else {
                at = nullptr;
            }
        }
        return at;
    }

    result<void, std::string> add_copy(tokens const& path, json::value const& value) {
        if (!weigh(value, static_cast<int>(path.size()))) return too_much();
        return add(path, json::value(value, document_->storage()));
    }

    result<void, std::string> add(tokens const& path, json::value value) {
        if (path.empty()) {
            *document_ = std::move(value);
            return {};
        }
        auto* parent = find(path, path.size() - 1);
        if (parent == nullptr) return unexpected(std::string("there is no value that it could be added to"));
        if (auto* object = parent->if_object()) {
            object->insert_or_assign(path.back(), std::move(value));
            return {};
        }
        auto* array = parent->if_array();
        if (array == nullptr)
            return unexpected(std::string("what it would be added to is neither an object nor an array"));
        auto const index = path.back() == "-" ? array->size() : element_index(path.back());
        if (!index) return unexpected("\"" + path.back() + "\" is no position in an array");
        if (*index > array->size())
            return unexpected("the array has only " + std::to_string(array->size()) + " elements");
        if (!spend((array->size() - *index) / 8)) return too_much();
        array->insert(array->begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
        return {};
    }

    result<json::value, std::string> remove(tokens const& path) {
        if (path.empty()) return unexpected(std::string("the whole document cannot be removed"));
        auto* value = find(path);
        if (value == nullptr) return unexpected(std::string("there is no such value"));
        auto* parent = find(path, path.size() - 1);
        json::value taken = std::move(*value);
        if (auto* object = parent->if_object()) {
            if (!spend(object->size() / 8)) return too_much();
            // The other erase() would put the last member into the gap.
            object->stable_erase(path.back());
        } else {
            auto& array = parent->get_array();
            auto const gap = array.begin() + (value - array.data());
            if (!spend(static_cast<std::uint64_t>(array.end() - gap) / 8)) return too_much();
            array.erase(gap);
        }
        return taken;
    }

    result<void, std::string> replace(tokens const& path, json::value const& value) {
        auto* target = find(path);
        if (target == nullptr) return unexpected(std::string("there is no such value"));
        if (!weigh(value, static_cast<int>(path.size()))) return too_much();
        *target = json::value(value, document_->storage());
        return {};
    }

    result<void, std::string> test(tokens const& path, json::value const& value) {
        auto const* target = find(path);
        if (target == nullptr) return unexpected(std::string("there is no such value"));
        if (schema::detail::same(*target, value, steps_)) return {};
        if (steps_ == 0) return too_much();
        return unexpected(std::string("the value there is another"));
    }

    result<void, std::string> move(patch_operation const& operation, tokens const& from, tokens const& path) {
        auto const* source = find(from);
        if (source == nullptr) return nothing_there(operation.from);
        if (operation.path == operation.from) return {};
        if (is_within(operation.path, operation.from))
            return unexpected(std::string("a value cannot be moved into itself"));
        if (!weigh(*source, static_cast<int>(path.size()))) return too_much();
        auto taken = remove(from);
        if (!taken) return unexpected(std::move(taken).error());
        return add(path, *std::move(taken));
    }

    json::value* document_;
    std::uint64_t steps_ = std::uint64_t{4} << 20;
};

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE result<json::value, patch_error> apply_patch(json::value document,
                                                                         json::array const& patch) {
    detail::patcher apply(document);
    for (std::size_t i = 0; i < patch.size(); ++i) {
        auto const operation = detail::read_operation(patch[i]);
        if (!operation)
            return unexpected(patch_error{i, "operation " + std::to_string(i) + ": " + operation.error()});
        if (auto const done = apply.apply(*operation); !done) {
            auto const verb = detail::patch_verbs[static_cast<std::size_t>(operation->what)];
            return unexpected(patch_error{i, "operation " + std::to_string(i) + ", " + std::string(verb)
                                                 + " at \"" + std::string(operation->path)
                                                 + "\": " + done.error()});
        }
    }
    return document;
}

} // namespace action_grammar::document

#endif
