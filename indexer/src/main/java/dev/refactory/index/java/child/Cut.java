package dev.refactory.index.java.child;

import com.sun.tools.javac.tree.EndPosTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A part of a text to leave out.
///
/// @param instead what is written in its place
record Cut(int start, int end, String instead) {
    /// Where bodies are written, in order and disjoint.
    static List<Cut> of(EndPosTable ends, List<Openings.Body> bodies, String text) {
        List<Cut> all = new ArrayList<>();
        for (Openings.Body body : bodies) {
            all.add(new Cut(body.start(text), body.end(ends), body.instead()));
        }
        all.sort(Comparator.comparingInt(Cut::start));
        List<Cut> cuts = new ArrayList<>();
        int at = 0;
        for (Cut cut : all) {
            if (cut.start >= at && cut.end >= cut.start && cut.end <= text.length()) {
                cuts.add(cut);
                at = cut.end;
            }
        }
        return cuts;
    }
}
