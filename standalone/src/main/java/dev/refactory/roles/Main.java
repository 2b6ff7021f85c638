package dev.refactory.roles;

import dev.refactory.cli.Program;
import dev.refactory.client.Pauses;
import dev.refactory.screen.Surroundings;

/// The process, whichever role it plays.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Program(Surroundings.system(), Pauses.system(), new Roles()).run(arguments));
    }
}
