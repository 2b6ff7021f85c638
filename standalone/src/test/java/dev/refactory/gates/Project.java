package dev.refactory.gates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The project's own files, for the gates that read them.
final class Project {
    static final Path ROOT = root();

    private Project() {}

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("VOCABULARY.md"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("Not inside the project: no VOCABULARY.md above the working directory");
        }
        return here;
    }

    static List<String> modules() {
        return tableAfter("ARCHITECTURE.md", "| module | root package | may use |").stream()
                .map(row -> unquote(row.getFirst()))
                .toList();
    }

    /// Every source file of every module, main and test, sorted.
    static List<Path> javaFiles() {
        List<Path> files = new ArrayList<>();
        List<String> folders = new ArrayList<>(modules());
        folders.add("benchmarks");
        for (String folder : folders) {
            Path sources = ROOT.resolve(folder).resolve("src");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> walk = Files.walk(sources)) {
                    walk.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    static List<Path> mainJavaFiles() {
        return javaFiles().stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    /// The rows of a Markdown table, as cells, that follows its header line.
    static List<List<String>> tableAfter(String document, String header) {
        List<String> lines = lines(ROOT.resolve(document));
        int start = lines.indexOf(header);
        if (start < 0) {
            throw new IllegalStateException(document + " has no table headed " + header);
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(start + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            rows.add(Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                    .map(String::strip)
                    .toList());
        }
        return rows;
    }

    /// The names between back quotes in a cell, in order.
    static List<String> quoted(String cell) {
        List<String> names = new ArrayList<>();
        String[] parts = cell.split("`", -1);
        for (int i = 1; i < parts.length; i += 2) {
            names.add(parts[i]);
        }
        return names;
    }

    static String unquote(String cell) {
        return quoted(cell).getFirst();
    }
}
