#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TEXT_INDEX_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TEXT_INDEX_HPP

// Lines and code points of a text, at any of many places, after one pass over it.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace action_grammar::document::detail {

/// A place of a text, counted in code points.
struct text_point {
    std::size_t line = 1;       ///< From 1.
    std::size_t line_start = 0; ///< Code points before the line.
    std::size_t points = 0;     ///< Code points before the place.

    [[nodiscard]] std::size_t column() const noexcept { return points - line_start + 1; }
};

class text_index {
public:
    explicit text_index(std::string_view text) : text_(text) {
        text_point here;
        for (std::size_t at = 0; at < text.size(); at += stride) {
            marks_.push_back(here);
            pass(here, at, std::min(at + stride, text.size()));
        }
        marks_.push_back(here);
    }

    /// The place behind so many bytes. Constant time.
    [[nodiscard]] text_point at(std::size_t offset) const {
        offset = std::min(offset, text_.size());
        text_point here = marks_[offset / stride];
        pass(here, offset / stride * stride, offset);
        return here;
    }

private:
    static constexpr std::size_t stride = 512;

    void pass(text_point& here, std::size_t from, std::size_t to) const {
        for (; from < to; ++from) {
            if ((static_cast<unsigned char>(text_[from]) & 0xc0) != 0x80) ++here.points;
            if (text_[from] == '\n') {
                ++here.line;
                here.line_start = here.points;
            }
        }
    }

    std::string_view text_;
    std::vector<text_point> marks_;
};

} // namespace action_grammar::document::detail

#endif
