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
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `git` command as a second opinion on patches, in a repository of its own that holds the files they name and no
/// others, without configuration. Nothing is checked out, nothing stays behind. A process costs more than the check
/// it does, so there is one for each patch, which applies it; taking it back is left to [PatchApply], which accepts a
/// hunk nowhere but at its line. Thread-safe.
final class GitCommand {
    private static final Logger log = LoggerFactory.getLogger(GitCommand.class);
    private static final long SECONDS = 60;
    private static final int CHUNK_BYTES = 32 << 10;

    private final List<Path> places;
    private final String executable;

    /// Whether git has answered before. Silence is not remembered: it may have been an interrupt.
    private volatile boolean present;

    GitCommand() {
        this(Scratch.places(), "git");
        places.forEach(Scratch::sweep);
    }

    /// @param places for scratch directories, the next one for when git does not succeed in the one before
    /// @param executable its path, or its name where the environment's `PATH` leads to it
    GitCommand(List<Path> places, String executable) {
        this.places = places;
        this.executable = executable;
    }

    /// Whether git comes from the base to each step's result, and from the base to the whole's; null where there
    /// is no git to ask.
    @Nullable
    Boolean agrees(TreeState base, Series series) {
        Boolean answer = null;
        for (Path place : places) {
            try (Scratch scratch = Scratch.in(place)) {
                Asking asking = new Asking(executable, scratch.directory());
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

    /// @param directory of git's repository
    private record Asking(String executable, Path directory) {
        boolean agrees(TreeState base, Series series) throws IOException {
            Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/main\n");
            Files.createDirectory(directory.resolve("refs"));
            Files.createDirectory(directory.resolve("objects"));
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
            for (TreeState.Entry each : named) {
                store(each.id(), base.content(each));
            }
            writeIndex(named);
            for (Patch patch : patches) {
                // An empty patch is an error to git, and no change to us.
                if (patch.changesNothing()) {
                    continue;
                }
                Path file = Files.write(directory.resolve("patch"), patch.diff());
                boolean applied = run(
                        "-c", "core.looseCompression=0", "apply", "--cached", "--whitespace=nowarn", file.toString());
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

        /// As a loose object, not compressed: it is gone in a moment.
        private void store(ObjectId id, byte[] content) throws IOException {
            Path file = directory
                    .resolve("objects")
                    .resolve(id.name().substring(0, 2))
                    .resolve(id.name().substring(2));
            if (Files.exists(file)) {
                return;
            }
            Files.createDirectories(file.getParent());
            Deflater plain = new Deflater(Deflater.NO_COMPRESSION);
            try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file), plain, CHUNK_BYTES)) {
                out.write(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
                out.write(content);
            } finally {
                plain.end();
            }
        }

        private File index() {
            return directory.resolve("index").toFile();
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
            List<String> command = new ArrayList<>(List.of(executable, "--git-dir=" + directory));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
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
                    "GIT_ATTR_NOSYSTEM", "1"));
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
                log.warn("git disagrees command={} exit={}", String.join(" ", arguments), process.exitValue());
            }
            return process.exitValue() == 0;
        }
    }
}
