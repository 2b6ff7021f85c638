package dev.refactory.refactor.instruction;

import java.util.ArrayList;
import java.util.List;

/// The words of an instruction. White space parts them, but not inside the parentheses of a
/// signature and not inside quotation marks.
final class Words {
    private static final String OPENING = "\"'`\u201c\u2018\u00ab";
    private static final String CLOSING = "\"'`\u201d\u2019\u00bb";
    private static final String PUNCTUATION = ",.!?:";

    private Words() {}

    /// @param quoted stood in quotation marks: never a word of the language
    /// @param ends whether the sentence ends after it
    record Word(String text, boolean quoted, boolean ends) {
        boolean is(String literal) {
            return !quoted && text.equalsIgnoreCase(literal);
        }
    }

    /// The instructions of a text, each with its words, none of them empty. They are parted by line
    /// ends, semicolons, ends of sentences and the word "then".
    /// @throws UnclosedQuote when a quotation mark has no partner
    static List<List<Word>> instructions(String text) throws UnclosedQuote {
        List<List<Word>> all = new ArrayList<>();
        for (String line : text.split("[\n\r;]+")) {
            List<Word> open = new ArrayList<>();
            for (Word word : words(line)) {
                if (word.is("then")) {
                    open = closed(all, open);
                } else {
                    open.add(word);
                    open = word.ends() ? closed(all, open) : open;
                }
            }
            closed(all, open);
        }
        return all;
    }

    private static List<Word> closed(List<List<Word>> all, List<Word> open) {
        if (!open.isEmpty() && open.getLast().is("and")) {
            open.removeLast();
        }
        if (!open.isEmpty()) {
            all.add(List.copyOf(open));
        }
        return new ArrayList<>();
    }

    private static List<Word> words(String line) throws UnclosedQuote {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < line.length()) {
            if (Character.isWhitespace(line.charAt(i)) || Character.isSpaceChar(line.charAt(i))) {
                i++;
                continue;
            }
            int quote = OPENING.indexOf(line.charAt(i));
            int end = quote >= 0 ? closing(line, i, CLOSING.charAt(quote)) : end(line, i);
            String raw = line.substring(i, end);
            i = end;
            if (quote >= 0) {
                int after = i;
                while (i < line.length() && PUNCTUATION.indexOf(line.charAt(i)) >= 0) {
                    i++;
                }
                words.add(new Word(raw.substring(1, raw.length() - 1).strip(), true, ends(line.substring(after, i))));
            } else {
                int length = raw.length();
                while (length > 0 && PUNCTUATION.indexOf(raw.charAt(length - 1)) >= 0) {
                    length--;
                }
                if (length > 0 && !listMark(words, raw)) {
                    words.add(new Word(raw.substring(0, length), false, ends(raw.substring(length))));
                }
            }
        }
        return words;
    }

    private static boolean ends(String punctuation) {
        return punctuation.contains(".") || punctuation.contains("!") || punctuation.contains("?");
    }

    /// `-`, `*` or `2.` at the start of a line.
    private static boolean listMark(List<Word> before, String raw) {
        return before.isEmpty() && (raw.equals("-") || raw.equals("*") || raw.matches("[0-9]{1,3}[.:]"));
    }

    private static int closing(String line, int start, char mark) throws UnclosedQuote {
        int end = line.indexOf(mark, start + 1);
        if (end < 0) {
            throw new UnclosedQuote(line.substring(start));
        }
        return end + 1;
    }

    /// The end of the word at `start`. A parenthesis inside of a word holds what follows together;
    /// where it is never closed it is a character like any other.
    private static int end(String line, int start) {
        int i = start;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return i;
            }
            int close = c == '(' && i > start ? line.indexOf(')', i) : -1;
            i = close < 0 ? i + 1 : close + 1;
        }
        return i;
    }

    /// What was opened and never closed.
    static final class UnclosedQuote extends Exception {
        private static final long serialVersionUID = 1;

        UnclosedQuote(String rest) {
            super(rest);
        }
    }
}
