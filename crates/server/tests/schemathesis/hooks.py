"""Stops each job that a made-up question has filed, so that a run does not leave
hours of work behind. Nothing else is changed: every answer is checked as it came."""

import requests
import schemathesis

FILES_JOBS = {"/api/compare", "/api/criticality", "/api/sweep"}


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code == 202 and case.operation.path in FILES_JOBS:
        address = f"{case.operation.base_url.rstrip('/')}/api/jobs/{response.json()['id']}"
        requests.delete(address, timeout=60)
