package dev.refactory.graph.store;

import dev.refactory.graph.model.SymbolInfo;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// Numbers the spellings of one pool. Keeps the spellings that other files can mention; those of locals are
/// forgotten with their file, so memory grows with the declarations, not with the lines.
final class SymbolNumbers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> locals = new HashMap<>();
    private final Map<Description, Integer> variants = new HashMap<>();
    private final Map<Integer, Integer> firstDescription = new HashMap<>();
    private final BitSet described = new BitSet();
    private int next;

    /// @param next the first number that is not taken
    SymbolNumbers(int next) {
        this.next = next;
    }

    /// The first number that is not taken.
    int next() {
        return next;
    }

    /// A spelling that has its number, and a row under it.
    void know(String symbol, int number) {
        numbers.put(symbol, number);
        described.set(number);
    }

    /// A row that describes a symbol as `info` does.
    void know(SymbolInfo info, int number, int row) {
        variants.put(new Description(number, info.hashCode()), row);
    }

    /// Only its own file can mention it.
    static boolean local(String symbol) {
        return symbol.indexOf('~') >= 0;
    }

    /// The number of a spelling, a new one when it is seen for the first time.
    int of(String symbol) {
        Map<String, Integer> home = local(symbol) ? locals : numbers;
        Integer number = home.get(symbol);
        if (number == null) {
            number = next++;
            home.put(symbol, number);
        }
        return number;
    }

    /// The number of the row that describes a symbol as `info` does. `write` is called with the row when it is new.
    int describe(SymbolInfo info, ObjIntConsumer<SymbolInfo> write) {
        int number = of(info.symbol());
        int hash = info.hashCode();
        if (!described.get(number)) {
            described.set(number);
            firstDescription.put(number, hash);
            write.accept(info, number);
            return number;
        }
        Integer first = firstDescription.get(number);
        if (first != null && first == hash) {
            return number;
        }
        Description variant = new Description(number, hash);
        Integer row = variants.get(variant);
        if (row == null) {
            row = next++;
            variants.put(variant, row);
            described.set(row);
            write.accept(info, row);
        }
        return row;
    }

    /// Ends a file: hands out its locals that nobody described, and forgets them all.
    void endFile(BiConsumer<String, Integer> undescribed) {
        handOut(locals, undescribed);
        locals.values().forEach(firstDescription::remove);
        locals.clear();
    }

    /// Ends the snapshot: hands out the spellings that were mentioned and never described.
    void end(BiConsumer<String, Integer> undescribed) {
        handOut(numbers, undescribed);
    }

    private void handOut(Map<String, Integer> spellings, BiConsumer<String, Integer> undescribed) {
        for (Map.Entry<String, @Nullable Integer> entry : spellings.entrySet()) {
            Integer number = entry.getValue();
            if (number != null && !described.get(number)) {
                undescribed.accept(entry.getKey(), number);
            }
        }
    }

    private record Description(int number, int hash) {}
}
