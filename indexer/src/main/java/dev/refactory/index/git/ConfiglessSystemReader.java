package dev.refactory.index.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps JGit from reading, or writing, any configuration of the user, the system or the environment. JGit has one such
/// reader per process.
final class ConfiglessSystemReader extends SystemReader {
    private static final Duration TIMESTAMP_RESOLUTION = Duration.ofSeconds(2);

    private final SystemReader clocks;

    private ConfiglessSystemReader(SystemReader clocks) {
        this.clocks = clocks;
    }

    /// Makes it JGit's reader; again does nothing.
    static synchronized void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof ConfiglessSystemReader)) {
            SystemReader.setInstance(new ConfiglessSystemReader(current));
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    @SuppressWarnings("NullAway") // JGit's contract: null means that the variable is not set.
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public String getProperty(String key) {
        return clocks.getProperty(key);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    @Deprecated
    public long getCurrentTime() {
        return clocks.now().toEpochMilli();
    }

    @Override
    @Deprecated
    public int getTimezone(long when) {
        return 0;
    }

    private static final class EmptyConfig extends FileBasedConfig {
        EmptyConfig(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // Nothing is kept: JGit would write what it measured about the file system.
        }

        /// JGit would measure how exact the times of files are, by writing files for seconds of processor time; two
        /// seconds is what it takes to be safe where it cannot.
        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
            boolean exactness = section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    && name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION);
            return exactness
                    ? unit.convert(TIMESTAMP_RESOLUTION)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
