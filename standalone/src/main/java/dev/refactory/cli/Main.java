package dev.refactory.cli;

import dev.refactory.client.Pauses;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.Surroundings;

/// The process.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Program(Surroundings.system(), Pauses.system(), new NoRoles()).run(arguments));
    }

    /// A build of the client alone.
    private static final class NoRoles implements RoleLauncher {
        @Override
        public int run(RoleCommand role, ResolvedConfig config, Surroundings surroundings) {
            throw absent(role.word());
        }

        @Override
        public Running start(ResolvedConfig config) {
            throw absent("up");
        }

        private static RefactoryException absent(String word) {
            return new RefactoryException(
                    ErrorCode.NOT_AVAILABLE,
                    word,
                    "This build holds the client commands only: `" + word + "` needs one that holds the roles.");
        }
    }
}
