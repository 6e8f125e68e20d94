// A stand-in for GitHub's API about one pull request: keeps comments, notes every request in a file. Prints its port.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const [, , log, behaviour = "works"] = process.argv;
const comments = [
  { id: 1, body: "<!-- zunset  -->\nforged", user: { type: "User" } },
  { id: 2, body: "looks good", user: { type: "User" } },
];
const lines = [];
createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => {
    const body = text === "" ? undefined : JSON.parse(text);
    const path = request.url.split("?")[0];
    const { method } = request;
    appendFileSync(
      log,
      `${JSON.stringify({ method, path, body, authorization: request.headers.authorization })}\n`,
    );
    const answer = (status, value) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (behaviour === "refuses") return answer(403, { message: "Resource not accessible by integration" });
    if (path.endsWith("/issues/7/comments")) {
      if (method === "GET") return answer(200, comments);
      comments.push({ id: 10 + comments.length, body: body.body, user: { type: "Bot" } });
      return answer(201, {});
    }
    const id = /\/issues\/comments\/(\d+)$/.exec(path)?.[1];
    if (id !== undefined && method === "PATCH") {
      comments.find((one) => one.id === Number(id)).body = body.body;
      return answer(200, {});
    }
    if (path.endsWith("/pulls/7/comments")) {
      if (method === "GET") return answer(200, lines);
      if (body.path.startsWith("outside")) return answer(422, { message: "line must be part of the diff" });
      lines.push({ body: body.body });
      return answer(201, {});
    }
    answer(404, { message: "Not Found" });
  });
}).listen(0, "127.0.0.1", function () {
  console.log(this.address().port);
});
