package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.kit.config.ChildJit;
import org.junit.jupiter.api.Test;

class ChildJitTest {
    private static final String FIRST_ALONE = "-XX:TieredStopAtLevel=1";

    private static String commandLine(Config config) {
        ChildProcess child = ChildProcess.start(config);
        try {
            return ProcessHandle.of(child.pid())
                    .flatMap(process -> process.info().commandLine())
                    .orElseThrow();
        } finally {
            child.kill();
        }
    }

    @Test
    void aChildHasTheFirstCompilerAloneUnlessAskedForBoth() {
        assertThat(commandLine(Config.defaults())).contains(FIRST_ALONE);
        assertThat(commandLine(Config.defaults().withJit(ChildJit.TIERED))).doesNotContain(FIRST_ALONE);
    }
}
