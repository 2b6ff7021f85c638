package dev.refactory.refactor.edit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Edits of any number of files: by path, each path once.
public record Changeset(List<FileEdits> files) {
    /// Changes nothing.
    public static final Changeset NONE = new Changeset(List.of());

    /// @throws IllegalArgumentException when a path appears twice: [#merge] joins changesets
    public Changeset {
        files = files.stream().sorted(Comparator.comparing(FileEdits::path)).toList();
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).path().equals(files.get(i - 1).path())) {
                throw new IllegalArgumentException(
                        "Two sets of edits for " + files.get(i).path());
            }
        }
    }

    /// All edits of all parts, in whatever order they come: the result does not depend on it, and a
    /// part that comes twice counts once.
    /// @throws IllegalArgumentException when edits of different parts overlap
    public static Changeset merge(Collection<Changeset> parts) {
        SortedMap<String, List<TextEdit>> byPath = new TreeMap<>();
        for (Changeset part : parts) {
            for (FileEdits file : part.files) {
                byPath.computeIfAbsent(file.path(), path -> new ArrayList<>()).addAll(file.edits());
            }
        }
        return new Changeset(byPath.entrySet().stream()
                .map(entry -> new FileEdits(entry.getKey(), entry.getValue()))
                .toList());
    }

    /// The edits of one file.
    public Optional<FileEdits> of(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /// The changed files.
    public SortedSet<String> paths() {
        SortedSet<String> paths = new TreeSet<>();
        files.forEach(file -> paths.add(file.path()));
        return paths;
    }

    public boolean changesNothing() {
        return files.isEmpty();
    }
}
