package dev.refactory.benchmarks.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Commits written into a bare repository by `git fast-import`, without a work tree. Ids depend on content alone.
public final class FastImport implements AutoCloseable {
    private static final String NOBODY = "Refactory benchmarks <benchmarks@localhost>";
    /// Of the first commit, seconds since the epoch; each later one is a second younger.
    private static final long FIRST = 1_760_000_000L;

    private final Process process;
    private final OutputStream out;
    private long commits;

    /// @param bare a repository that exists
    public FastImport(Path bare) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "fast-import", "--quiet", "--force").directory(bare.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        this.process = builder.start();
        this.out = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    }

    /// Begins a commit on a branch; files follow.
    /// @param from a branch or commit it is made on; empty for none
    public void commit(String branch, String message, String from) throws IOException {
        say("commit refs/heads/" + branch + "\ncommitter " + NOBODY + " " + (FIRST + commits) + " +0000\n");
        data(message.getBytes(StandardCharsets.UTF_8));
        if (!from.isEmpty()) {
            say("from " + from + "\n");
        }
        commits++;
    }

    /// A file of the commit that was begun last.
    public void file(String path, byte[] bytes) throws IOException {
        say("M 100644 inline \"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n");
        data(bytes);
    }

    private void data(byte[] bytes) throws IOException {
        say("data " + bytes.length + "\n");
        out.write(bytes);
        out.write('\n');
    }

    private void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends when everything is in the repository.
    @Override
    public void close() throws IOException {
        out.close();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git fast-import ended with status " + process.exitValue());
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while git imported", e);
        }
    }
}
