package dev.refactory.benchmarks.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where one library's comparison lies: its trees, the requests, and what each engine answered.
record Place(Path root) {
    /// What the compiler needs besides the texts.
    record Setting(List<String> classPath, int release) {
        List<Path> jars() {
            return classPath.stream().map(Path::of).toList();
        }
    }

    Path tree(String name) {
        return root.resolve(name);
    }

    /// Of one engine's answer to a request.
    Path answer(String engine, int number) {
        return root.resolve(engine).resolve(Integer.toString(number));
    }

    void write(Setting setting) throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("setting.json"), Json.write(setting));
    }

    Setting setting() throws IOException {
        return Json.read(Files.readString(root.resolve("setting.json")), Setting.class);
    }

    void write(List<Request> requests) throws IOException {
        writeAll("requests.json", requests);
    }

    List<Request> requests() throws IOException {
        return readAll("requests.json", Request.class);
    }

    void write(String engine, List<Answer> answers) throws IOException {
        writeAll(engine + ".json", answers);
    }

    List<Answer> answers(String engine) throws IOException {
        return readAll(engine + ".json", Answer.class);
    }

    private void writeAll(String file, List<?> all) throws IOException {
        Files.writeString(root.resolve(file), Json.write(all));
    }

    private <T> List<T> readAll(String file, Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (JsonNode each : Json.tree(Files.readString(root.resolve(file)))) {
            all.add(Json.convert(each, type));
        }
        return all;
    }
}
