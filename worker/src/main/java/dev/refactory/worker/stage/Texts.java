package dev.refactory.worker.stage;

import dev.refactory.graph.model.SourceText;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.recipe.Dependencies;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.worker.request.TransformWork.EditedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files of a commit as they are after some steps of a job. Immutable; used by one thread.
final class Texts implements Recipe.Sources {
    private final OpenSnapshot base;
    private final SortedMap<String, Edited> edited;
    private final Map<String, String> movedTo;

    /// A file that a step touched.
    ///
    /// @param origin its path in the commit
    /// @param edits of the steps that changed it, in order
    /// @param bytes what it holds now
    private record Edited(String origin, List<FileEdits> edits, byte[] bytes) {}

    private Texts(OpenSnapshot base, SortedMap<String, Edited> edited) {
        this.base = base;
        this.edited = edited;
        this.movedTo = new HashMap<>();
        edited.forEach((path, file) -> {
            if (!path.equals(file.origin())) {
                movedTo.put(file.origin(), path);
            }
        });
    }

    static Texts of(OpenSnapshot base) {
        return new Texts(base, Collections.emptySortedMap());
    }

    /// The files after one more step.
    ///
    /// @param changeset against these texts, by the paths files have here
    /// @param renames paths here to paths after the step
    /// @throws IllegalArgumentException when a path is not there, or two files would have one
    Texts after(Changeset changeset, Map<String, String> renames) {
        var touched = new TreeSet<>(changeset.paths());
        touched.addAll(renames.keySet());
        SortedMap<String, Edited> next = new TreeMap<>(edited);
        next.keySet().removeAll(touched);
        for (String path : touched) {
            Edited before = edited.get(path);
            List<FileEdits> edits = new ArrayList<>(before == null ? List.of() : before.edits());
            byte[] bytes = bytes(path);
            FileEdits change = changeset.of(path).orElse(null);
            if (change != null) {
                edits.add(change);
                bytes = change.apply(SourceText.decode(bytes));
            }
            String origin = before == null ? path : before.origin();
            String newPath = renames.getOrDefault(path, path);
            boolean free = newPath.equals(path) || touched.contains(newPath) || !exists(newPath);
            if (!free || next.put(newPath, new Edited(origin, edits, bytes)) != null) {
                throw new IllegalArgumentException("Two files become " + newPath);
            }
        }
        return new Texts(base, next);
    }

    private boolean exists(String path) {
        return edited.containsKey(path) || base.has(path) && !movedTo.containsKey(path);
    }

    OpenSnapshot base() {
        return base;
    }

    /// Where a file of the commit is now.
    String present(String originalPath) {
        return movedTo.getOrDefault(originalPath, originalPath);
    }

    /// Where a file that is here was in the commit.
    String origin(String path) {
        Edited file = edited.get(path);
        return file == null ? path : file.origin();
    }

    /// Whether a step touched the file.
    boolean touched(String path) {
        return edited.containsKey(path);
    }

    @Override
    public byte[] bytes(String path) {
        Edited file = edited.get(path);
        if (file != null) {
            return file.bytes();
        }
        if (movedTo.containsKey(path)) {
            throw new IllegalArgumentException("A step renamed this file: " + path);
        }
        return base.bytes(path);
    }

    @Override
    public SourceText text(String path) {
        return SourceText.decode(bytes(path));
    }

    @Override
    public Dependencies dependencies() {
        return base.dependencies();
    }

    /// How a task's files come from the commit to here; files no step touched are left out.
    Map<String, EditedFile> origins(Iterable<String> paths) {
        Map<String, EditedFile> origins = new TreeMap<>();
        for (String path : paths) {
            Edited file = edited.get(path);
            if (file != null) {
                origins.put(
                        path,
                        new EditedFile(
                                base.blobId(file.origin()),
                                file.edits().stream().map(FileEdits::edits).toList()));
            }
        }
        return origins;
    }

    /// The changeset of a step on these texts as a change of files.
    PatchWriter.Change change(Changeset changeset, Map<String, String> renames) {
        Map<String, byte[]> contents = new HashMap<>();
        for (FileEdits file : changeset.files()) {
            contents.put(file.path(), file.apply(text(file.path())));
        }
        return new PatchWriter.Change(contents, renames);
    }

    /// Of what every touched file is called and holds, 64 hex digits: equal exactly when the texts are.
    String digest() {
        StringBuilder all = new StringBuilder();
        edited.forEach((path, file) -> all.append(path)
                .append('\0')
                .append(file.origin())
                .append('\0')
                .append(Hashes.blobId(file.bytes()))
                .append('\n'));
        return Hashes.sha256(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
