package dev.refactory.index.java;

import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.kit.config.ChildJit;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One child JVM and its streams. Used by one thread at a time; [#kill] may come from any.
final class ChildProcess {
    private static final int STDERR_KEPT = 8 << 10;
    private static final int FRAMES_AHEAD = 64;
    private static final List<Frame> NO_MORE = List.of();

    private final Process process;
    private volatile boolean killed;
    private final DataOutputStream out;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(FRAMES_AHEAD);
    private final BlockingQueue<List<Frame>> questions = new LinkedBlockingQueue<>();
    private final StringBuffer stderr = new StringBuffer();

    /// A frame, or the end of the child's output.
    private record Answer(@Nullable Frame frame) {}

    /// Starts a JVM; it answers with HELLO when it is ready.
    /// @throws RefactoryException `ANALYSIS_CRASHED` when no process can be started
    static ChildProcess start(ChildJavaAttributor.Config config) {
        List<String> command = new ArrayList<>();
        command.add(config.javaHome().resolve("bin").resolve("java").toString());
        command.add("-Xmx" + config.heapMib() + "m");
        // Trees and symbols of a request die together with it: room for most of them to do so before they are moved.
        command.add("-Xmn" + config.heapMib() / 4 + "m");
        command.add("-Xms" + config.heapMib() / 2 + "m");
        command.addAll(List.of(
                // Standard output is for answers, whatever the JVM has to say of its own.
                "-XX:+DisplayVMOutputToStderr",
                "-Xss8m",
                // Both threads of a request stand still while memory is collected: on two processors, half as long.
                "-XX:+UseParallelGC",
                "-XX:ParallelGCThreads=" + config.usefulThreads(),
                "-XX:-UseGCOverheadLimit",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Duser.language=en",
                "-Duser.country=",
                "-Dfile.encoding=UTF-8"));
        if (config.jit() == ChildJit.C1) {
            // The second compiler takes more time than its code saves a child that lives for minutes (ADR 0010).
            command.add("-XX:TieredStopAtLevel=1");
        }
        for (String exported : List.of("api", "code", "comp", "file", "main", "parser", "platform", "tree", "util")) {
            command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + exported + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", config.classpath(), config.mainClass()));
        command.add(Integer.toString(config.stackMib()));
        command.add(Integer.toString(Math.max(16, config.heapMib() / 6)));
        command.add(Long.toString(config.idle().toMillis()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // Nothing of the server's environment is the compiler's business, least of all its secrets.
        environment.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("TMPDIR"));
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new RefactoryException(
                    ErrorCode.ANALYSIS_CRASHED,
                    command.getFirst(),
                    "The Java analyser could not be started; check that this JDK is complete: " + command.getFirst(),
                    e);
        }
    }

    private ChildProcess(Process process) {
        this.process = process;
        // Reading a pipe blocks its carrier, so virtual threads would starve everything else on a small machine.
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        Thread.ofPlatform()
                .daemon()
                .name("attributor-questions-" + process.pid())
                .start(this::writeQuestions);
        Thread.ofPlatform().daemon().name("attributor-answers-" + process.pid()).start(this::readAnswers);
        Thread.ofPlatform().daemon().name("attributor-stderr-" + process.pid()).start(this::drainStderr);
    }

    private void readAnswers() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            Frame frame = Frame.read(in);
            while (frame != null) {
                answers.put(new Answer(frame));
                frame = Frame.read(in);
            }
        } catch (IOException e) {
            // The end of the stream says it all.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        questions.add(NO_MORE);
        while (!answers.offer(new Answer(null))) {
            answers.poll();
        }
    }

    private void drainStderr() {
        byte[] chunk = new byte[4096];
        try (InputStream in = process.getErrorStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                stderr.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
                if (stderr.length() > STDERR_KEPT) {
                    stderr.delete(0, stderr.length() - STDERR_KEPT);
                }
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    /// Queues frames to the child; returns at once. A child that is gone shows in [#next].
    void send(List<Frame> frames) {
        questions.add(frames);
    }

    private void writeQuestions() {
        try {
            for (List<Frame> frames = questions.take(); !frames.isEmpty(); frames = questions.take()) {
                for (Frame frame : frames) {
                    frame.write(out);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The reader sees the end of the stream.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The next frame.
    /// @return null when none came in time
    /// @throws EndOfChild when there will be none
    @Nullable
    Frame next(long timeoutNanos) throws EndOfChild, InterruptedException {
        Answer answer = answers.poll(timeoutNanos, TimeUnit.NANOSECONDS);
        if (answer == null) {
            return null;
        }
        if (answer.frame() == null) {
            answers.offer(answer);
            throw new EndOfChild(exitStatus());
        }
        return answer.frame();
    }

    private int exitStatus() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /// What it has used of the processors since it was started; empty where the system does not tell, and once it is
    /// gone.
    Optional<Duration> processorTime() {
        return process.info().totalCpuDuration();
    }

    boolean alive() {
        return !killed && process.isAlive();
    }

    /// The last of what the child printed for diagnosis. May quote the repository: never logged, never stored.
    String diagnosis() {
        return stderr.toString();
    }

    /// Ends it now; idempotent.
    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    /// Lets it end by itself: its input is closed. Killed when it has not gone within two seconds.
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Gone already.
        }
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// The child's output ended.
    static final class EndOfChild extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        EndOfChild(int status) {
            super("exit status " + status);
            this.status = status;
        }

        /// `-XX:+ExitOnOutOfMemoryError` ends a JVM with this status.
        boolean outOfMemory() {
            return status == 3;
        }

        /// By itself, because nobody had asked it anything for long.
        boolean idle() {
            return status == Frame.IDLE;
        }

        /// By a signal from outside, which says nothing about the file.
        boolean killed() {
            return status > 128;
        }
    }

    static Messages.Hello hello(Frame frame) {
        Messages.Hello hello = Messages.Hello.read(frame);
        if (hello.version() != Frame.VERSION) {
            throw new RefactoryException(
                    ErrorCode.ANALYSIS_CRASHED,
                    "version " + hello.version(),
                    "The Java analyser on the class path is of another version; start it from the same build.");
        }
        return hello;
    }
}
