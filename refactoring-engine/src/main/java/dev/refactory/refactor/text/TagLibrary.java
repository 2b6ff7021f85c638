package dev.refactory.refactor.text;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.text.DottedNames.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The functions of a tag library's description: the class each is in, its signature's types, the
/// method itself. Classes that are the whole of an element are found as in any XML.
final class TagLibrary {
    private static final String CLASS = "function-class>";
    private static final String SIGNATURE = "function-signature>";
    private static final int MAX_LENGTH = 4_000;

    private TagLibrary() {}

    /// By place.
    static List<Named> names(String text, Members members) {
        List<Named> found = new ArrayList<>();
        PageNames names = new PageNames(members, found);
        String owner = "";
        int at = 0;
        while (true) {
            int open = text.indexOf("<function", at);
            if (open < 0) {
                return found;
            }
            at = open + 1;
            boolean signature = text.startsWith(SIGNATURE, at);
            if (!signature && !text.startsWith(CLASS, at)) {
                // Another function: what class it is in is still to come.
                owner = text.startsWith("function>", at) ? "" : owner;
                continue;
            }
            int start = at + (signature ? SIGNATURE : CLASS).length();
            int end = text.indexOf('<', start);
            if (end < 0 || end - start > MAX_LENGTH) {
                continue;
            }
            if (signature) {
                signature(text, start, end, owner, members, names, found);
            } else {
                owner = text.substring(start, end).strip().replace('$', '.');
            }
            at = end;
        }
    }

    private static void signature(
            String text, int start, int end, String owner, Members members, PageNames names, List<Named> found) {
        for (Name name : DottedNames.in(text, start, end)) {
            if (name.after().equals("(") && name.words().size() == 1) {
                int open = text.indexOf('(', start);
                int close = text.lastIndexOf(')', end);
                String parameters = open < close ? parameters(text.substring(open + 1, close)) : "";
                List<String> overloads = members.named(owner, name.words().getFirst(), true).stream()
                        .map(SymbolInfo::symbol)
                        .toList();
                List<String> exact = overloads.stream()
                        .filter(each ->
                                SymbolSpelling.parameters(each).orElse("").equals(parameters))
                        .limit(1)
                        .toList();
                if (!overloads.isEmpty()) {
                    found.add(new Named(
                            exact.isEmpty() ? overloads : exact,
                            name.places().getFirst(),
                            Named.Form.SIMPLE,
                            !exact.isEmpty(),
                            false));
                }
            } else {
                names.qualified(name, true);
            }
        }
    }

    private static String parameters(String written) {
        String list = written.strip();
        return "("
                + String.join(
                        ",",
                        Arrays.stream(list.split(",", -1)).map(String::strip).toList())
                + ")";
    }
}
