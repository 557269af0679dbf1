/** The built web process for soaks: started on a free port, stopped, or killed as a power cut would. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

export type StartedServer = { url: string; kill(): Promise<void>; stop(): Promise<void> };

export async function startWeb(databaseUrl: string): Promise<StartedServer> {
  if (!existsSync("build/process/web.js")) throw new Error("There is no build: npm run build makes one.");
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    PORT: "0",
    LOG_LEVEL: "warn",
  };
  const web = spawn(process.execPath, ["build/process/web.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const port = await portOf(web);
  const ended = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (web.exitCode !== null || web.signalCode) return resolve();
      web.once("exit", () => resolve());
      web.kill(signal);
    });
  return { url: `http://localhost:${port}`, kill: () => ended("SIGKILL"), stop: () => ended("SIGTERM") };
}

const portOf = (web: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    let said = "";
    web.stdout!.on("data", (chunk) => {
      said += chunk;
      const port = /Confer listens on (\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
    web.once("exit", (code) => reject(new Error(`The server ended (${code}): ${said}`)));
  });
