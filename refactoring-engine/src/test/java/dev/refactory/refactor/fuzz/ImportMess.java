package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.fuzz.PlainCompiler.Compiled;
import dev.refactory.refactor.fuzz.PlainCompiler.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Imports of a library as people leave them: with some that nothing needs, twice, in any order. Its
/// classes stay the same.
///
/// @param texts of the files whose imports are otherwise
/// @param unused names that their files cannot need, by path
record ImportMess(SortedMap<String, String> texts, SortedMap<String, List<String>> unused) {
    private static final int TRIES = 6;
    private static final int MOST_FILES = 4;
    private static final Pattern LINE =
            Pattern.compile("(?m)^[ \\t]*import\\s+(?:static\\s+)?[\\w.]+(?:\\.\\*)?\\s*;[ \\t]*(?://.*)?\\R");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package .*;[ \\t]*\\R");
    private static final Pattern TYPE_LINE = Pattern.compile("import\\s+([\\w.]+)\\.[A-Z]\\w*\\s*;");
    private static final List<String> TYPES = List.of(
            "java.util.List",
            "java.util.Map",
            "java.util.Map.Entry",
            "java.util.*",
            "java.util.function.*",
            "java.util.regex.Pattern",
            "java.io.File",
            "java.io.*",
            "java.io.IOException",
            "java.awt.List",
            "java.awt.Color",
            "java.sql.Date",
            "java.util.Date",
            "java.net.URI",
            "java.time.Duration",
            "java.lang.String",
            "java.lang.annotation.Annotation",
            "java.lang.ref.*",
            "java.lang.Thread.State",
            "javax.swing.text.Element",
            "org.w3c.dom.Document");
    private static final List<String> STATICS = List.of(
            "static java.lang.Math.max",
            "static java.lang.Math.*",
            "static java.util.Map.Entry",
            "static java.util.Collections.emptyList",
            "static java.util.Objects.requireNonNull",
            "static java.util.Map.Entry.*",
            "static java.lang.Integer.MAX_VALUE");

    /// Nothing when all that was tried changes what the code means.
    static Optional<ImportMess> of(Library library, List<String> paths, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            SortedMap<String, String> texts = new TreeMap<>();
            SortedMap<String, List<String>> unused = new TreeMap<>();
            int files = 1 + random.nextInt(MOST_FILES);
            for (int file = 0; file < files; file++) {
                String path = paths.get(random.nextInt(paths.size()));
                String text = String.valueOf(library.texts().get(path));
                new Making(library, text, random).made().ifPresent(made -> {
                    texts.put(path, made.text());
                    unused.put(path, made.unused());
                });
            }
            if (!texts.isEmpty() && same(library, texts)) {
                return Optional.of(new ImportMess(texts, unused));
            }
        }
        return Optional.empty();
    }

    private static boolean same(Library library, Map<String, String> texts) {
        Map<String, Written> others = new HashMap<>();
        Map<String, Written> own = new HashMap<>();
        library.compiled()
                .classes()
                .forEach((name, written) -> (texts.containsKey(written.source()) ? own : others).put(name, written));
        Compiled compiled = library.compiler().compile(texts, others);
        return compiled.errors().isEmpty()
                && compiled.classes().keySet().equals(own.keySet())
                && own.values().stream().allMatch(was -> {
                    Written is = compiled.classes().get(was.name());
                    return is != null && lines(is).equals(lines(was));
                });
    }

    private static List<String> lines(Written written) {
        return ClassText.of(written.bytes(), UnaryOperator.identity());
    }

    private record Made(String text, List<String> unused) {}

    /// One file's imports.
    private static final class Making {
        private final Library library;
        private final String text;
        private final RandomGenerator random;
        private final List<String> lines = new ArrayList<>();
        private final List<String> unused = new ArrayList<>();
        private int start = -1;
        private int end = -1;

        Making(Library library, String text, RandomGenerator random) {
            this.library = library;
            this.text = text;
            this.random = random;
        }

        /// Nothing when something stands between the imports, or there is no package.
        Optional<Made> made() {
            Matcher each = LINE.matcher(text);
            while (each.find()) {
                start = start < 0 ? each.start() : start;
                end = each.end();
                lines.add(each.group().strip());
            }
            Matcher inPackage = PACKAGE.matcher(text);
            boolean found = inPackage.find();
            if (start < 0 && found) {
                start = inPackage.end();
                end = start;
            }
            boolean plain = start >= 0
                    && LINE.matcher(text.substring(start, end)).replaceAll("").isBlank();
            if (!plain) {
                return Optional.empty();
            }
            more(found ? inPackage.group().replaceAll("package\\s+|\\s*;\\s*", "") : "");
            order();
            String all = text.substring(0, start) + written() + text.substring(end);
            return Optional.of(new Made(random.nextInt(6) > 0 ? all : all.replaceAll("\\R", "\r\n"), unused));
        }

        private void more(String inPackage) {
            List<SymbolInfo> types = library.declared(
                    symbol -> symbol.kind().isType() && !symbol.symbol().contains(".local$"));
            for (int i = random.nextInt(5); i > 0; i--) {
                SymbolInfo type = types.get(random.nextInt(types.size()));
                switch (random.nextInt(9)) {
                    case 0, 1 -> add(TYPES.get(random.nextInt(TYPES.size())));
                    case 2 -> add(STATICS.get(random.nextInt(STATICS.size())));
                    case 3, 4 -> add(type.symbol());
                    case 5 -> add("static " + type.symbol() + ".*");
                    case 6 -> add(inPackage + ".*");
                    case 7 -> add(type.symbol() + ".*");
                    default -> {
                        if (!lines.isEmpty()) {
                            lines.add(lines.get(random.nextInt(lines.size())));
                        }
                    }
                }
            }
            if (!lines.isEmpty() && random.nextInt(3) == 0) {
                int at = random.nextInt(lines.size());
                Matcher type = TYPE_LINE.matcher(lines.get(at));
                if (type.matches()) {
                    lines.set(at, "import " + type.group(1) + ".*;");
                }
            }
        }

        private void add(String name) {
            lines.add("import " + name + ";");
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (!simple.equals("*") && !text.contains(simple)) {
                unused.add(name);
            }
        }

        private void order() {
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> Collections.sort(lines);
                default -> Collections.shuffle(lines, Random.from(random));
            }
        }

        private String written() {
            StringBuilder all = new StringBuilder();
            for (String line : lines) {
                switch (random.nextInt(18)) {
                    case 0 -> all.append("\n").append(line).append("\n");
                    case 1 -> all.append(line).append(" // kept\n");
                    case 2 -> all.append("// about the next\n").append(line).append("\n");
                    case 3 -> all.append(line).append(" ");
                    case 4 -> all.append("\t").append(line).append("  \n");
                    case 5 -> all.append("\n\n").append(line).append("\n");
                    default -> all.append(line).append("\n");
                }
            }
            return all.isEmpty() || all.charAt(all.length() - 1) == '\n' ? all.toString() : all + "\n";
        }
    }
}
