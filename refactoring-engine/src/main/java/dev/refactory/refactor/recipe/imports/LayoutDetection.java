package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.syntax.ImportLayout;
import dev.refactory.refactor.syntax.ImportSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order of imports that most files of a repository have, among the usual ones; of two, the one
/// that more neighbours fit, then the simpler. Looks at up to [#MAX_FILES] files, evenly spread.
final class LayoutDetection {
    static final int MAX_FILES = 400;

    /// `own` is the repository's most common package.
    private static final List<String> USUAL = List.of(
            "*",
            "java|*",
            "java,javax|*",
            "java|javax|*",
            "java|javax|jakarta|*",
            "*|java",
            "*|java,javax",
            "*|javax,java",
            "*|javax|java",
            "*|java|javax",
            "java|javax|org|com|*",
            "java|javax|*|own",
            "java,javax|*|own",
            "java|*|own",
            "*|own",
            "own|*",
            "own|*|java|javax",
            "own|*|javax|java",
            "com|net|org|*|java|javax");

    private LayoutDetection() {}

    /// What a sentence can say of it, too.
    static ImportLayout of(GraphView graph, Recipe.Sources sources) {
        List<ImportSection> sections = sample(graph, sources);
        String own = own(sections);
        ImportLayout best = layout("*", false);
        long bestScore = -1;
        for (boolean ignoringCase : new boolean[] {false, true}) {
            for (String written : candidates(own)) {
                ImportLayout layout = layout(written, ignoringCase);
                long score = 0;
                for (ImportSection section : sections) {
                    int pairs = layout.pairs(section);
                    score += pairs + (pairs == section.imports().size() - 1 ? 1L << 32 : 0);
                }
                if (score > bestScore) {
                    best = layout;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private static List<ImportSection> sample(GraphView graph, Recipe.Sources sources) {
        List<FileInfo> files =
                graph.files().stream().filter(FileInfo::attributed).toList();
        int step = Math.max(1, (files.size() + MAX_FILES - 1) / MAX_FILES);
        List<ImportSection> sections = new ArrayList<>();
        for (int i = 0; i < files.size(); i += step) {
            ImportSection section =
                    ImportSection.of(sources.text(files.get(i).path()).text());
            if (section.wellFormed() && section.imports().size() > 1) {
                sections.add(section);
            }
        }
        return sections;
    }

    /// The first two parts of the package that most files are in; empty where they have fewer.
    private static String own(List<ImportSection> sections) {
        Map<String, Integer> counts = new HashMap<>();
        for (ImportSection section : sections) {
            String[] parts = section.packageName().split("\\.");
            if (parts.length > 1) {
                counts.merge(parts[0] + "." + parts[1], 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static List<String> candidates(String own) {
        List<String> all = new ArrayList<>();
        for (String usual : USUAL) {
            if (!usual.contains("own") || !own.isEmpty()) {
                String parted = usual.replace("own", own);
                for (String base : parted.contains("|") ? List.of(parted, parted.replace('|', ',')) : List.of(parted)) {
                    all.add(base + "|static *");
                    all.add("static *|" + base);
                    all.add(base + ",static *");
                    all.add("static *," + base);
                }
            }
        }
        return all;
    }

    private static ImportLayout layout(String written, boolean ignoringCase) {
        try {
            return ImportLayout.of(written, ignoringCase);
        } catch (ImportLayout.Malformed e) {
            throw new IllegalStateException(written, e);
        }
    }
}
