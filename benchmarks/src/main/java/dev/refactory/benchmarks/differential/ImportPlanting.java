package dev.refactory.benchmarks.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts imports into files of a tree, one kind into one file. Only such files are taken whose own imports are all
/// needed as far as their text says, so that whatever else goes was not asked for.
final class ImportPlanting {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);$");
    private static final Pattern OTHER_IMPORT = Pattern.compile("(?m)^\\s*import (?!(?:static )?[\\w.]+;$)");
    private static final Pattern TAKEN = Pattern.compile("\\b(?:Phaser|fma|LockSupport|SimpleImmutableEntry|StrictMath"
            + "|Exchanger|StampedLock|parkNanos|MANIFEST_NAME|CyclicBarrier|Statement|PropertyVetoException"
            + "|BatchUpdateException|java\\.sql|java\\.beans)\\b");

    private final SortedMap<String, String> texts;
    private final SortedMap<String, String> planted;
    private final List<Planting> plantings = new ArrayList<>();

    private ImportPlanting(SortedMap<String, String> texts) {
        this.texts = texts;
        this.planted = new TreeMap<>(texts);
    }

    /// An import in its file.
    ///
    /// @param unneeded lines that are to go
    /// @param beside the file put beside it; empty for none
    record Planting(String path, PlantedImport kind, List<String> unneeded, String beside) {}

    /// @param texts with every planting in them
    record Planted(SortedMap<String, String> texts, List<Planting> plantings) {
        /// Without those in files that have errors; the texts they had come back.
        Planted without(TreeSet<String> broken, Map<String, String> original) {
            SortedMap<String, String> kept = new TreeMap<>(texts);
            List<Planting> left = new ArrayList<>();
            for (Planting each : plantings) {
                if (broken.contains(each.path()) || broken.contains(each.beside())) {
                    kept.put(each.path(), original.getOrDefault(each.path(), ""));
                    kept.remove(each.beside());
                } else {
                    left.add(each);
                }
            }
            return new Planted(kept, left);
        }
    }

    /// @param most how many files get one
    static Planted plant(SortedMap<String, String> texts, int most, long seed) {
        ImportPlanting planting = new ImportPlanting(texts);
        List<String> files = new ArrayList<>(texts.keySet());
        files.removeIf(path -> !planting.suits(path));
        Collections.shuffle(files, new Random(seed));
        List<PlantedImport> kinds = new ArrayList<>(PlantedImport.ALL);
        Collections.shuffle(kinds, new Random(seed));
        for (String path : files) {
            if (planting.plantings.size() < most) {
                planting.plant(path, kinds.get(planting.plantings.size() % kinds.size()));
            }
        }
        return new Planted(planting.planted, planting.plantings);
    }

    private boolean suits(String path) {
        String text = texts.getOrDefault(path, "");
        boolean candidate = path.endsWith(".java")
                && text.endsWith("}\n")
                && !text.contains("\r")
                && PACKAGE.matcher(text).find()
                && !OTHER_IMPORT.matcher(text).find()
                && !TAKEN.matcher(text).find()
                && !sibling(path).isEmpty();
        Matcher imports = IMPORT.matcher(text);
        String code = imports.replaceAll("");
        imports.reset();
        boolean any = false;
        while (candidate && imports.find()) {
            any = true;
            String name = imports.group(1).substring(imports.group(1).lastIndexOf('.') + 1);
            candidate = Pattern.compile("\\b" + name + "\\b").matcher(code).find();
        }
        return candidate && any;
    }

    /// Another type of the same package in full; empty when there is none.
    private String sibling(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return texts.tailMap(folder).keySet().stream()
                .takeWhile(other -> other.startsWith(folder))
                .filter(other -> !other.equals(path) && other.indexOf('/', folder.length()) < 0)
                .filter(other -> other.endsWith(".java") && !other.endsWith("-info.java"))
                .map(other -> inPackage(path) + "." + other.substring(folder.length(), other.length() - 5))
                .findFirst()
                .orElse("");
    }

    private String inPackage(String path) {
        Matcher matcher = PACKAGE.matcher(texts.getOrDefault(path, ""));
        return matcher.find() ? matcher.group(1) : "";
    }

    private void plant(String path, PlantedImport kind) {
        String text = texts.getOrDefault(path, "");
        Matcher imports = IMPORT.matcher(text);
        int first = -1;
        int last = -1;
        String firstLine = "";
        while (imports.find()) {
            if (first < 0) {
                first = imports.start();
                firstLine = imports.group();
            }
            last = imports.end();
        }
        String number = Integer.toString(plantings.size());
        String line = firstLine;
        String changed = text.substring(0, first)
                + filled(
                        String.join(
                                "",
                                kind.before().stream().map(each -> each + "\n").toList()),
                        path,
                        line)
                + text.substring(first, last)
                + filled(
                        String.join(
                                "",
                                kind.lines().stream().map(each -> "\n" + each).toList()),
                        path,
                        line)
                + text.substring(last)
                + (kind.appended().isEmpty() ? "" : "\n" + kind.appended().replace("{n}", number));
        planted.put(path, changed);
        String beside =
                kind.beside().isEmpty() ? "" : path.substring(0, path.lastIndexOf('/') + 1) + kind.beside() + ".java";
        if (!beside.isEmpty()) {
            planted.put(beside, "package " + inPackage(path) + ";\n\nclass " + kind.beside() + " {}\n");
        }
        List<String> unneeded =
                kind.unneeded().stream().map(each -> filled(each, path, line)).toList();
        plantings.add(new Planting(path, kind, unneeded, beside));
    }

    private String filled(String text, String path, String firstLine) {
        return text.replace("{sibling}", sibling(path)).replace("{first}", firstLine);
    }
}
