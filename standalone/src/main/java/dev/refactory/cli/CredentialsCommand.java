package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import dev.refactory.screen.Table;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "credentials",
        description = "Lists the hosts of private repositories the server has a credential for; `set` and `delete` "
                + "change that. No secret is ever shown.")
final class CredentialsCommand implements Callable<Integer> {
    private static final int TOKEN_BYTES = 4096;

    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    CredentialsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode list = client.get("/v2/credentials");
            List<JsonNode> hosts = ApiClient.items(list);
            if (options.json) {
                context.printJson(list);
            } else if (hosts.isEmpty()) {
                context.out().println("There is no credential: refactory credentials set HOST.");
            } else {
                Table table = new Table("HOST~", "SINCE");
                hosts.forEach(host -> table.row(
                        Style.safe(host.path("host").asText()),
                        Style.safe(host.path("created_at").asText())));
                context.print(table);
            }
            return Exit.SUCCEEDED;
        }
    }

    private static void done(Context context, ServerOptions options, String host, String what) {
        if (options.json) {
            context.printJson(Json.object().put("host", host).put("credential", what));
        } else {
            context.err().println("The credential of " + Style.safe(host) + " is " + what + ".");
        }
    }

    @Command(
            name = "set",
            description = "Keeps the token of a host, encrypted. It is read from stdin, or asked for without an echo; "
                    + "never give it as an argument.")
    static final class Set implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "HOST", description = "For example git.example.com, or host:port.")
        private String host = "";

        @Option(names = "--username", paramLabel = "NAME", description = "Where the token alone is not enough.")
        private @Nullable String username;

        Set(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            try (ApiClient client = context.client(options)) {
                ObjectNode body = Json.object().put("token", token());
                if (username != null) {
                    body.put("username", username);
                }
                client.send("PUT", "/v2/credentials/" + ApiClient.encode(host), body);
                done(context, options, host, "kept");
                return Exit.SUCCEEDED;
            }
        }

        private String token() throws IOException {
            Surroundings surroundings = context.surroundings();
            String token = surroundings.inIsTerminal() ? typed() : piped(surroundings.in());
            if (token.isBlank()) {
                throw invalid("There was no token: " + byPipe());
            }
            return token.strip();
        }

        /// A console turns the echo off, and there is one only where stdout is a terminal too.
        private String typed() {
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                throw invalid(
                        "The token would be seen while it is typed, because stdout is not a terminal: " + byPipe());
            }
            char[] typed = console.readPassword("Token of %s: ", host);
            return typed == null ? "" : new String(typed);
        }

        private String piped(InputStream in) throws IOException {
            byte[] bytes = in.readNBytes(TOKEN_BYTES + 2);
            return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        }

        private String byPipe() {
            return "printf %s \"$TOKEN\" | refactory credentials set " + host;
        }

        private static RefactoryException invalid(String sentence) {
            return new RefactoryException(ErrorCode.INVALID_REQUEST, "token", sentence);
        }
    }

    @Command(name = "delete", description = "Makes the server forget the credential of a host.")
    static final class Delete implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "HOST")
        private String host = "";

        Delete(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (ApiClient client = context.client(options)) {
                client.delete("/v2/credentials/" + ApiClient.encode(host));
                done(context, options, host, "forgotten");
                return Exit.SUCCEEDED;
            }
        }
    }
}
