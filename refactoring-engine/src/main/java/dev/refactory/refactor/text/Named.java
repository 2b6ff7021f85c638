package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.List;

/// A name in a text, and what it means.
///
/// @param symbols what it means; overloads of a method when nothing tells which
/// @param certain it means one of them and nothing else
/// @param mapped it is a name of its own that stays when the symbol is renamed
record Named(List<String> symbols, Range range, Form form, boolean certain, boolean mapped) {
    enum Form {
        /// The symbol's simple name.
        SIMPLE,
        /// A property, of the method that reads it.
        READ,
        /// A property, of the method that writes it.
        WRITTEN
    }

    static Named of(String symbol, Range range, boolean certain) {
        return new Named(List.of(symbol), range, Form.SIMPLE, certain, false);
    }

    Named unsure() {
        return new Named(symbols, range, form, false, mapped);
    }
}
