package dev.refactory.screen;

import java.util.ArrayList;
import java.util.List;

/// Text in lines of a width.
public final class Words {
    private Words() {}

    /// Lines of at most `width` characters, broken between words, and inside one only where it is
    /// longer than a line. Never empty.
    public static List<String> fold(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
