package dev.refactory.refactor.text;

import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/// A text put together by chance from pieces in which `«name»` is a place that is to be found, and
/// all else is none.
final class Planted {
    private final StringBuilder text = new StringBuilder();
    private final SortedSet<Integer> places = new TreeSet<>();

    /// Adds `piece`, its marks taken out.
    Planted add(String piece) {
        int from = 0;
        for (int open = piece.indexOf('«'); open >= 0; open = piece.indexOf('«', from)) {
            int close = piece.indexOf('»', open);
            text.append(piece, from, open);
            places.add(text.length());
            text.append(piece, open + 1, close);
            from = close + 1;
        }
        text.append(piece, from, piece.length());
        return this;
    }

    /// Adds some of the pieces, each any number of times.
    Planted add(Random random, int count, List<String> pieces) {
        for (int i = 0; i < count; i++) {
            add(pieces.get(random.nextInt(pieces.size())));
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    /// Where the planted names start.
    SortedSet<Integer> places() {
        return places;
    }
}
