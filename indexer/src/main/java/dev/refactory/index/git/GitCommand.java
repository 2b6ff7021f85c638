package dev.refactory.index.git;

import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `git` command as a second opinion on patches, with an index and new objects of its own and no configuration.
/// Nothing is checked out, nothing stays behind. A process costs more than the check it does, so
/// there is one for each patch, which applies it; taking it back is left to [PatchApply], which
/// accepts a hunk nowhere but at its line. Thread-safe.
final class GitCommand {
    private static final Logger log = LoggerFactory.getLogger(GitCommand.class);
    private static final long SECONDS = 60;

    private final List<Path> places;

    /// Whether git has answered before. Silence is not remembered: it may have been an interrupt.
    private volatile boolean present;

    GitCommand() {
        this(Scratch.places());
        places.forEach(Scratch::sweep);
    }

    /// @param places for scratch directories, the next one for when git does not succeed in the one before
    GitCommand(List<Path> places) {
        this.places = places;
    }

    /// Whether git comes from the base to each step's result, and from the base to the whole's; null where there
    /// is no git to ask.
    @Nullable
    Boolean agrees(Path gitDirectory, TreeState base, Series series) {
        Boolean answer = null;
        for (Path place : places) {
            try (Scratch scratch = Scratch.in(place)) {
                Asking asking = new Asking(gitDirectory, scratch.directory());
                if (!present(asking)) {
                    return null;
                }
                if (asking.agrees(base, series)) {
                    return true;
                }
                // Too little room looks like disagreement: the last place is believed.
                answer = false;
            } catch (IOException e) {
                log.warn("git not asked place={} cause={}", place, e.getClass().getSimpleName());
            }
        }
        return answer;
    }

    private boolean present(Asking asking) {
        if (!present) {
            try {
                present = asking.run("--version");
            } catch (IOException e) {
                log.warn("git not asked: it cannot be run");
            }
        }
        return present;
    }

    private record Asking(Path gitDirectory, Path scratch) {
        boolean agrees(TreeState base, Series series) throws IOException {
            Files.createDirectory(scratch.resolve("objects"));
            try {
                return arrives(base, series.steps())
                        && (series.steps().size() == 1 || arrives(base, List.of(series.whole())));
            } catch (StrictPatch.Malformed | IllegalStateException e) {
                log.warn("patch is not proved: it cannot be read, or makes no tree cause={}", e.getMessage());
                return false;
            }
        }

        /// With no more than the files the patches name in the index: of the others git says nothing.
        private boolean arrives(TreeState base, List<Patch> patches) throws IOException, StrictPatch.Malformed {
            List<TreeState.Entry> named = named(base, patches);
            List<byte[]> removed = named.stream().map(TreeState.Entry::path).toList();
            writeIndex(named);
            for (Patch patch : patches) {
                // An empty patch is an error to git, and no change to us.
                if (patch.changesNothing()) {
                    continue;
                }
                Path file = Files.write(scratch.resolve("patch"), patch.diff());
                boolean applied = run("apply", "--cached", "--whitespace=nowarn", file.toString());
                if (!applied || !base.with(removed, entries()).treeId().name().equals(patch.resultTreeId())) {
                    return false;
                }
            }
            return true;
        }

        private static List<TreeState.Entry> named(TreeState base, List<Patch> patches)
                throws IOException, StrictPatch.Malformed {
            Map<String, TreeState.Entry> named = new TreeMap<>();
            for (Patch patch : patches) {
                for (StrictPatch.FilePatch file :
                        StrictPatch.parse(patch.diff()).files()) {
                    for (byte[] path : file.paths()) {
                        TreeState.Entry entry = base.entry(path);
                        if (entry != null) {
                            named.put(new String(path, StandardCharsets.ISO_8859_1), entry);
                        }
                    }
                }
            }
            return List.copyOf(named.values());
        }

        private File index() {
            return scratch.resolve("index").toFile();
        }

        private void writeIndex(List<TreeState.Entry> entries) throws IOException {
            DirCache file = DirCache.lock(index(), FS.DETECTED);
            try {
                DirCacheBuilder builder = file.builder();
                for (TreeState.Entry each : entries) {
                    DirCacheEntry entry = new DirCacheEntry(each.path());
                    entry.setFileMode(FileMode.fromBits(each.mode()));
                    entry.setObjectId(each.id());
                    builder.add(entry);
                }
                builder.finish();
                file.write();
                if (!file.commit()) {
                    throw new IOException("The scratch index cannot be written");
                }
            } finally {
                file.unlock();
            }
        }

        private List<TreeState.Put> entries() throws IOException {
            DirCache index = DirCache.read(index(), FS.DETECTED);
            List<TreeState.Put> entries = new ArrayList<>();
            for (int i = 0; i < index.getEntryCount(); i++) {
                DirCacheEntry entry = index.getEntry(i);
                entries.add(new TreeState.Put(entry.getRawPath(), entry.getRawMode(), entry.getObjectId(), null));
            }
            return entries;
        }

        /// Whether git ended well.
        boolean run(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("git", "--git-dir=" + gitDirectory));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            Map<String, String> environment = builder.environment();
            String path = environment.get("PATH");
            environment.clear();
            environment.putAll(Map.of(
                    "PATH", path == null ? "/usr/bin:/bin" : path,
                    "HOME", "/nonexistent",
                    "LC_ALL", "C",
                    "GIT_CONFIG_NOSYSTEM", "1",
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_ATTR_NOSYSTEM", "1",
                    "GIT_NO_REPLACE_OBJECTS", "1",
                    "GIT_INDEX_FILE", scratch.resolve("index").toString(),
                    "GIT_OBJECT_DIRECTORY", scratch.resolve("objects").toString(),
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                            gitDirectory.resolve("objects").toAbsolutePath().toString()));
            Process process = builder.start();
            try (OutputStream input = process.getOutputStream()) {
                input.flush();
            }
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return false;
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                return false;
            }
            if (process.exitValue() != 0) {
                log.warn("git disagrees command={} exit={}", arguments[0], process.exitValue());
            }
            return process.exitValue() == 0;
        }
    }
}
