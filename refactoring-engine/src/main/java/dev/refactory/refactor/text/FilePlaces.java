package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The places of one file: of several for one range the surest counts.
final class FilePlaces {
    /// More of one file are not kept: then none of its names is changed, all are left to look at.
    static final int MAX_PLACES = 20_000;

    private final String path;
    private final TreeMap<Range, TextPlace> byRange = new TreeMap<>();

    FilePlaces(String path) {
        this.path = path;
    }

    void add(Range range, String symbol, boolean certain, boolean mapped) {
        TextPlace place = new TextPlace(path, range, symbol, certain, mapped);
        byRange.merge(range, place, (a, b) -> a.certain() || !b.certain() ? a : b);
    }

    boolean isEmpty() {
        return byRange.isEmpty();
    }

    /// By place, none of which overlap.
    ///
    /// @param writable whether the file can hold what is to be written
    List<TextPlace> all(boolean writable) {
        boolean sure = writable && byRange.size() <= MAX_PLACES;
        List<TextPlace> all = new ArrayList<>();
        int end = -1;
        for (TextPlace place : byRange.values()) {
            if (place.range().start() >= end && all.size() < MAX_PLACES) {
                boolean certain = place.certain() && (sure || place.mapped());
                all.add(new TextPlace(path, place.range(), place.symbol(), certain, place.mapped()));
                end = place.range().end();
            }
        }
        return all;
    }
}
