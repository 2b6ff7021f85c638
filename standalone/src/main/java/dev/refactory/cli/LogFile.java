package dev.refactory.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the log to `logs/refactory.log` below a directory, at most 4 files of 10 MB, and leaves
/// the terminal to what the user asked for.
public final class LogFile {
    private static final String LINE = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\",UTC} %-5level %logger{0} [%thread] %msg%n";

    private static final String NAME = "FILE";

    private LogFile() {}

    /// @param console the least level that still shows on stderr, for example `ERROR`; `OFF` for
    ///     none
    /// @return the file
    public static Path below(Path dataDirectory, String console) {
        Path file = in(dataDirectory);
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return file;
        }
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> stderr = root.getAppender("STDERR");
        if (stderr != null) {
            ThresholdFilter filter = new ThresholdFilter();
            filter.setLevel(Level.toLevel(console).toString());
            filter.start();
            stderr.addFilter(filter);
        }
        Appender<ILoggingEvent> known = root.getAppender(NAME);
        if (known != null) {
            root.detachAppender(known);
            known.stop();
        }
        root.addAppender(rolling(context, file));
        return file;
    }

    /// Where [#below] sends the log of a data directory.
    public static Path in(Path dataDirectory) {
        return dataDirectory.resolve("logs").resolve("refactory.log");
    }

    /// Nothing but slf4j reaches the terminal: what libraries say to `java.util.logging` or log4j
    /// themselves is about their own start and end, and is said to slf4j where it matters.
    public static void silenceOthers() {
        LogManager.getLogManager().reset();
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName(NAME);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(file + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(3);
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("10MB"));
        size.start();
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }
}
