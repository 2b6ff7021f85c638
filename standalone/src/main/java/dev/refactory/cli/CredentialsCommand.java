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
                context.err().println("The credential of " + Style.safe(host) + " is kept.");
                return Exit.SUCCEEDED;
            }
        }

        private String token() throws IOException {
            Surroundings surroundings = context.surroundings();
            Console console = surroundings.inIsTerminal() ? System.console() : null;
            String token;
            if (console != null) {
                char[] typed = console.readPassword("Token of %s: ", host);
                token = typed == null ? "" : new String(typed);
            } else {
                byte[] bytes = surroundings.in().readNBytes(TOKEN_BYTES + 2);
                token = new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
            }
            if (token.isBlank()) {
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "token",
                        "There was no token on stdin: printf %s \"$TOKEN\" | refactory credentials set " + host);
            }
            return token.strip();
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
                context.err().println("The credential of " + Style.safe(host) + " is forgotten.");
                return Exit.SUCCEEDED;
            }
        }
    }
}
